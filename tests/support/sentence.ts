import { expect } from '@playwright/test';
import { type WordingFile, word } from './wording';

/** The sentence in the language of the test; it has to be there in English too. */
export function sentence(file: WordingFile, key: string): string {
  expect(word('en', file, key)).not.toBe('');
  return word('nb', file, key);
}
