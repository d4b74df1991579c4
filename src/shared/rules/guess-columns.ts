import { headerWords, type ImportColumn } from './import-words';
import { fold } from './rank-choices';

/** What stands over our own columns, in the words of the organisation. */
export type OwnLabels = Partial<Record<ImportColumn, string>>;

const columns = Object.keys(headerWords) as ImportColumn[];

/**
 * Which column of ours each heading means, null where none does. Each of ours is given once, to the heading that fits
 * best: the same words, words within words, an abbreviation, a slip of the pen.
 */
export function guessColumns(headings: readonly string[], own: OwnLabels = {}): (ImportColumn | null)[] {
  const wanted = headings.flatMap((heading, at) =>
    columns.map((column) => ({ at, column, score: closeness(heading, wordsFor(column, own)) })),
  );
  const guessed: (ImportColumn | null)[] = headings.map(() => null);
  const given = new Set<ImportColumn>();
  for (const { at, column, score } of wanted.sort((a, b) => b.score - a.score || a.at - b.at)) {
    if (score === 0 || guessed[at] || given.has(column)) continue;
    guessed[at] = column;
    given.add(column);
    // A duration stands in one column, whichever its unit.
    if (column === 'duration') given.add('hours');
    if (column === 'hours') given.add('duration');
  }
  return guessed;
}

function wordsFor(column: ImportColumn, own: OwnLabels): readonly string[] {
  const label = own[column];
  return label ? [plain(label), ...headerWords[column]] : headerWords[column];
}

function closeness(heading: string, words: readonly string[]): number {
  const text = plain(heading);
  return text === '' ? 0 : Math.max(0, ...words.map((word) => closenessTo(text, word)));
}

function closenessTo(text: string, word: string): number {
  if (text === word) return 100;
  // The longer the known word within the heading, the surer.
  if (` ${text} `.includes(` ${word} `)) return 60 + (20 * word.length) / text.length;
  if (text.length >= 4 && word.startsWith(text)) return 50;
  if (word.length >= 5 && text.startsWith(word)) return 45;
  return isSlip(text, word) ? 40 : 0;
}

/** Lower case, without accents, marks and brackets: `Varighet (min.)` is `varighet min`. */
function plain(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Whether two words of five letters or more differ by one letter that is wrong, missing or too many. */
export function isSlip(one: string, other: string): boolean {
  if (one.length < 5 || other.length < 5 || Math.abs(one.length - other.length) > 1) return false;
  const start = [...one].findIndex((letter, at) => letter !== other[at]);
  if (start < 0) return one !== other;
  const [a, b] = [one.slice(start), other.slice(start)];
  return a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1);
}
