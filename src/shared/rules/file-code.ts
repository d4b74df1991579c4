/** Crockford's digits: none of them is easily taken for another one, read aloud or from a note. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const groupLength = 4;
/** 80 bits: with a slow key derivation out of reach of any guessing, and still short enough to write down. */
export const codeBytes = 10;
const codeLength = 16;

/** Random bytes (10) as four groups of four characters, for a person to write down. */
export function writeCode(random: Uint8Array): string {
  const bits = [...random].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const code = (bits.match(/.{5}/g) ?? []).map((five) => digits[Number.parseInt(five, 2)]).join('');
  return (code.match(new RegExp(`.{${groupLength}}`, 'g')) ?? []).join('-');
}

/** The code behind what somebody typed, in whatever case and grouping; null when it cannot be one. */
export function readCode(typed: string): string | null {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  const isCode = code.length === codeLength && [...code].every((digit) => digits.includes(digit));
  return isCode ? code : null;
}
