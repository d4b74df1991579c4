import type { Language } from '../contracts/ipc';
import en from '../wording/en.json';
import nb from '../wording/nb.json';
import nn from '../wording/nn.json';
import { invariant } from './assert-never';

type Groups = typeof nb;
type Singular<Key extends string> = Key extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : Key;
/** Name of a sentence that tray, notifications and window share, without its plural ending. */
export type WordKey = {
  [Group in keyof Groups & string]: `${Group}.${Singular<keyof Groups[Group] & string>}`;
}[keyof Groups & string];

const wording: Record<Language, Record<string, Record<string, string>>> = { nb, nn, en };

/** The word for a code that another version of the app may have written; the code itself where there is none. */
export function wordOf(language: Language, group: keyof Groups, code: string): string {
  return wording[language][group]?.[code] ?? code;
}

/** The sentence for `key` with its `{{values}}` filled in; `count` also picks between one and several. */
export function words(
  language: Language,
  key: WordKey,
  values: Record<string, string | number> = {},
): string {
  const [group = '', name = ''] = key.split('.');
  const sentences = wording[language][group];
  const plural = values.count === 1 ? `${name}_one` : `${name}_other`;
  const sentence = sentences?.[plural] ?? sentences?.[name];
  invariant(sentence !== undefined, `the wording has no sentence "${key}"`);
  return sentence.replace(/\{\{(\w+)\}\}/g, (_, value: string) => String(values[value] ?? ''));
}
