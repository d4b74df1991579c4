import type { Language } from '../contracts/ipc';
import type { Organisation } from '../contracts/organisation';
import en from '../wording/en.json';
import nb from '../wording/nb.json';
import nn from '../wording/nn.json';
import { invariant } from './assert-never';

type Groups = typeof nb;
export type WordGroup = keyof Groups & string;
type Singular<Key extends string> = Key extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : Key;
/** Name of a sentence that tray, notifications, files and window share, without its plural ending. */
export type WordKey = {
  [Group in WordGroup]: `${Group}.${Singular<keyof Groups[Group] & string>}`;
}[WordGroup];

const wording: Record<Language, Record<string, Record<string, string>>> = { nb, nn, en };

/** An organisation's own words, which go before the common ones: `shared.term.mentor` is `mentor` of the group `term`. */
export type OwnWords = Organisation['wording'];

/** One language as one organisation speaks it. */
export type Speech = {
  language: Language;
  /** The sentence with its `{{values}}` filled in; `count` also picks between one and several. */
  say(key: WordKey, values?: Record<string, string | number>): string;
  /** The word for a code that another version of the app may have written; the code itself where there is none. */
  wordFor(group: WordGroup, code: string): string;
};

export function speechOf(language: Language, own: OwnWords = {}): Speech {
  const find = (group: string, name: string): string | undefined => {
    const found = own[`shared.${group}.${name}`]?.[language] ?? wording[language][group]?.[name];
    // A term within a sentence, written as the window's wording files write it.
    return found?.replace(/\$t\(shared:term\.(\w+)\)/g, (_, term: string) => find('term', term) ?? term);
  };
  return {
    language,
    say(key, values = {}) {
      const [group = '', name = ''] = key.split('.');
      const sentence = find(group, values.count === 1 ? `${name}_one` : `${name}_other`) ?? find(group, name);
      invariant(sentence !== undefined, `the wording has no sentence "${key}"`);
      return sentence.replace(/\{\{(\w+)\}\}/g, (_, value: string) => String(values[value] ?? ''));
    },
    wordFor: (group, code) => find(group, code) ?? code,
  };
}

/** A sentence in the common words. */
export function words(
  language: Language,
  key: WordKey,
  values: Record<string, string | number> = {},
): string {
  return speechOf(language).say(key, values);
}
