/** What a spreadsheet takes for the beginning of a formula; the full-width signs are read as the plain ones. */
const sign = '=+\\-@\\t\\r\\n＝＋－＠';
/** Behind a separator or a quote a cell may begin, when a program cuts the file in other places than it was written. */
const cut = '[;,\\t"]';
const guarded = {
  first: new RegExp(`^('*)(?=[${sign}])`),
  inner: new RegExp(`(${cut})('*)(?=[${sign}])`, 'g'),
};
const unguarded = {
  first: new RegExp(`^'('*)(?=[${sign}])`),
  inner: new RegExp(`(${cut})'('*)(?=[${sign}])`, 'g'),
};
const formula = new RegExp(`^[${sign}]`);
const plainNumber = /^[+-]?\d[\d\s.,]*$/;

/** The text with an apostrophe before each place where a spreadsheet would begin a formula. */
export function guardFormula(text: string): string {
  return text.replace(guarded.inner, "$1'$2").replace(guarded.first, "'$1");
}

/** The text as it was before `guardFormula`. */
export function unguardFormula(text: string): string {
  return text.replace(unguarded.first, '$1').replace(unguarded.inner, '$1$2');
}

/** Whether a spreadsheet would reckon with a text instead of showing it; a number with its sign is no formula. */
export function looksLikeFormula(text: string): boolean {
  return formula.test(text) && !plainNumber.test(text);
}
