import fc from 'fast-check';
import { expect, it } from 'vitest';
import { codeBytes, readCode, writeCode } from '../../../src/shared/rules/file-code';

const bytes = fc.uint8Array({ minLength: codeBytes, maxLength: codeBytes });

it('is written in four groups of four, without letters that look like digits', () => {
  fc.assert(
    fc.property(bytes, (random) =>
      /^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/.test(writeCode(random)),
    ),
  );
});

it('is another one for other bytes', () => {
  fc.assert(
    fc.property(bytes, bytes, (one, other) => {
      const same = Buffer.from(one).equals(other);
      expect(writeCode(one) === writeCode(other)).toBe(same);
    }),
  );
});

it('is understood in small letters, with spaces for hyphens, and with letters taken for digits', () => {
  const code = readCode('0123-10AB-CDEF-GHJK');
  expect(code).toBe('012310ABCDEFGHJK');
  for (const typed of ['o123 loab cdef ghjk', ' O123–I0AB–CDEF–GHJK\n', '012310abcdefghjk'])
    expect(readCode(typed)).toBe(code);
});

it.each(['', '0123-10AB-CDEF-GHJ', '0123-10AB-CDEF-GHJK-M', '0123-10AB-CDEF-GHJU', 'æøå'])(
  'is not seen in %j',
  (typed) => {
    expect(readCode(typed)).toBeNull();
  },
);
