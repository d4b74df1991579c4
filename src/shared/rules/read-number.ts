export type NumberReading = { kind: 'number'; value: number } | { kind: 'not_understood' };

/** Reads a whole number, `1 200` and a trailing `kr`, `kr.` or `,-` included. */
export function readWhole(text: string): NumberReading {
  return readMatch(/^(-?\d{1,9})(?: ?kr\.?|,-)?$/, text);
}

/** Reads a number with at most one decimal, after a comma or a point, `12,5 km` included. */
export function readDecimal(text: string): NumberReading {
  return readMatch(/^(-?\d{1,9}(?:[.,]\d)?)(?: ?km)?$/, text);
}

function readMatch(form: RegExp, text: string): NumberReading {
  const typed = text
    .trim()
    .toLowerCase()
    .replace(/(\d)[\s\u00a0\u202f](?=\d{3}(?!\d))/g, '$1');
  const match = form.exec(typed);
  return match
    ? { kind: 'number', value: Number((match[1] ?? '').replace(',', '.')) }
    : { kind: 'not_understood' };
}
