/** Something that may be picked in a cell: what is stored, what is shown, and a short code where there is one. */
export type Choice = { value: string; label: string; code?: string };

/**
 * Choices that fit what was typed, best first: the whole short code, the beginning of the code or of the label, the
 * beginnings of its words in order (`ka ha`), its initials (`kh`). Among equals the given order stands, so the
 * caller puts the likely ones first. Everything fits an empty text.
 */
export function rankChoices<Any extends Choice>(text: string, choices: readonly Any[]): Any[] {
  const typed = fold(text);
  if (typed === '') return [...choices];
  return choices
    .map((choice, order) => ({ choice, order, score: closeness(typed, choice) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.order - b.order)
    .map(({ choice }) => choice);
}

/** The choice that Enter takes: the best fit, or null when nothing fits what was typed. */
export function pickChoice<Any extends Choice>(text: string, choices: readonly Any[]): Any | null {
  return fold(text) === '' ? null : (rankChoices(text, choices)[0] ?? null);
}

function closeness(typed: string, { label, code }: Choice): number {
  const shown = fold(label);
  const short = fold(code ?? '');
  const words = shown.split(/[\s,/()-]+/).filter((word) => word !== '');
  if (short === typed || shown === typed) return 5;
  if (short !== '' && short.startsWith(typed)) return 4;
  if (shown.startsWith(typed)) return 3;
  if (startsWords(typed.split(/[\s,]+/), words)) return 2;
  const initials = words.map((word) => word[0]).join('');
  return typed.length > 1 && initials.startsWith(typed) ? 1 : 0;
}

/** Whether each typed part begins a word, in the order typed. */
function startsWords(parts: string[], words: string[]): boolean {
  let from = 0;
  return parts.every((part) => {
    const at = words.findIndex((word, index) => index >= from && word.startsWith(part));
    from = at + 1;
    return at >= 0;
  });
}

/** Lower case without accents, so that `asa` finds Åsa and `oyvind` finds Øyvind. */
export function fold(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ø/g, 'o')
    .replace(/æ/g, 'ae')
    .replace(/\s+/g, ' ');
}
