import { expect, test } from 'vitest';
import { dateToNote } from '../../../src/shared/rules/date-to-note';
import { inspectNote } from '../../../src/shared/rules/inspect-note';

const words = 'Gjelder 30.12.2025.';

test('the words about the day stand before the note, or are the note', () => {
  expect(dateToNote('', words)).toBe(words);
  expect(dateToNote('to samtaler', words)).toBe(`${words} to samtaler`);
  expect(inspectNote(words)).toEqual([]);
});

test('nothing is moved into a note that is full, or that says it already', () => {
  expect(dateToNote('n'.repeat(280 - words.length - 1), words)).toHaveLength(280);
  expect(dateToNote('n'.repeat(280 - words.length), words)).toBeNull();
  expect(dateToNote(`${words} mer`, words)).toBeNull();
});
