import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export type TestLanguage = 'nb' | 'nn' | 'en';
type Words = { [key: string]: string | Words };

export type WordingFile =
  | 'attention'
  | 'common'
  | 'batch'
  | 'handover'
  | 'import'
  | 'sessions'
  | 'keys'
  | 'lists'
  | 'missing'
  | 'practice'
  | 'problems'
  | 'profiles'
  | 'ready'
  | 'records'
  | 'settings'
  | 'shared'
  | 'sync';

/** The sentence that the window shows, read from the file it is written in: `word('nb', 'sync', 'attention.fix')`. */
export function word(language: TestLanguage, file: WordingFile, key: string): string {
  const words = JSON.parse(readFileSync(pathOf(language, file), 'utf8')) as Words;
  const found = key
    .split('.')
    .reduce<string | Words | undefined>((at, part) => (typeof at === 'object' ? at[part] : undefined), words);
  if (typeof found !== 'string') throw new Error(`${language}/${file} has no ${key}.`);
  return found;
}

function pathOf(language: TestLanguage, file: WordingFile): string {
  const source = resolve(import.meta.dirname, '../../src');
  return file === 'shared'
    ? `${source}/shared/wording/${language}.json`
    : `${source}/renderer/i18n/${language}/${file}.json`;
}
