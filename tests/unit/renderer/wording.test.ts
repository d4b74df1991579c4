import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keyProblems, storageProblems } from '../../../src/shared/contracts/errors';
import { failureKinds, notice, signInResult, triggers } from '../../../src/shared/contracts/ipc';
import { rejectionCodes } from '../../../src/shared/contracts/mutations';
import { organisation } from '../../../src/shared/contracts/organisation';
import { recordStates, statusKinds } from '../../../src/shared/contracts/status';

type Tree = { [key: string]: string | Tree };
const root = join(import.meta.dirname, '../../..');
const renderer = join(root, 'src/renderer');
const languages = ['nb', 'nn', 'en'] as const;

function readTree(path: string): Tree {
  return JSON.parse(readFileSync(path, 'utf8')) as Tree;
}

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') flat.set(prefix + key, value);
    else for (const [deep, text] of flatten(value, `${prefix}${key}.`)) flat.set(deep, text);
  }
  return flat;
}

function wordingOf(language: string): Map<string, Map<string, string>> {
  const folder = join(renderer, 'i18n', language);
  const namespaces = readdirSync(folder).map((file) => file.replace('.json', ''));
  const spaces = new Map(namespaces.map((name) => [name, flatten(readTree(join(folder, `${name}.json`)))]));
  return spaces.set('shared', flatten(readTree(join(root, `src/shared/wording/${language}.json`))));
}

const nb = wordingOf('nb');
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name).sort();

describe('wording files', () => {
  for (const language of languages.filter((each) => each !== 'nb')) {
    const other = wordingOf(language);
    for (const [namespace, sentences] of nb) {
      it(`have the same keys in ${namespace} in nb and ${language}`, () => {
        expect([...(other.get(namespace)?.keys() ?? [])].sort()).toEqual([...sentences.keys()].sort());
      });
      it(`fill in the same values in ${namespace} in nb and ${language}`, () => {
        for (const [key, text] of sentences)
          expect([key, placeholders(other.get(namespace)?.get(key) ?? '')]).toEqual([
            key,
            placeholders(text),
          ]);
      });
    }
  }

  it('hold no empty sentence', () => {
    for (const language of languages)
      for (const sentences of wordingOf(language).values())
        for (const [key, text] of sentences) expect([key, text.trim()]).not.toEqual([key, '']);
  });

  it('have both a singular and a plural for each counted sentence', () => {
    for (const sentences of nb.values())
      for (const key of sentences.keys())
        if (key.endsWith('_one')) expect(sentences.has(key.replace(/_one$/, '_other'))).toBe(true);
  });

  it('have a sentence for each thing that the main process can say', () => {
    const has = (namespace: string, key: string) =>
      nb.get(namespace)?.has(key) || nb.get(namespace)?.has(`${key}_other`) || false;
    const needed: [string, string][] = [
      ...statusKinds.map((kind): [string, string] => ['shared', `status.${kind}`]),
      ...storageProblems.map((problem): [string, string] => ['problems', `storage.${problem}`]),
      ...keyProblems.flatMap((problem): [string, string][] => [
        ['keys', `heading.${problem}`],
        ['keys', `problem.${problem}`],
      ]),
      ...rejectionCodes.map((code): [string, string] => ['problems', `rejection.${code}`]),
      ...failureKinds.map((kind): [string, string] => ['problems', `failure.${kind}`]),
      ...triggers.map((trigger): [string, string] => ['sync', `runs.trigger.${trigger}`]),
      ...recordStates.map((state): [string, string] => ['lists', `state.${state}`]),
      ...notice.shape.kind.options.map((kind): [string, string] => ['common', `notices.${kind}`]),
      ...signInResult.options
        .map((option) => option.shape.kind.value)
        .filter((kind) => kind !== 'signed_in' && kind !== 'storage_problem')
        .map((kind): [string, string] => ['common', `sign_in.${kind}`]),
    ];
    expect(needed.filter(([namespace, key]) => !has(namespace, key))).toEqual([]);
  });
});

describe('organisations', () => {
  for (const file of readdirSync(join(root, 'resources/organisations'))) {
    it(`follow the contract in ${file}, have a theme, and replace only words that exist`, () => {
      const ours = organisation.parse(readTree(join(root, 'resources/organisations', file)));
      expect(`${ours.slug}.json`).toBe(file);
      expect(readFileSync(join(renderer, `theme/generated/${ours.slug}.css`), 'utf8')).toContain(
        '--ds-color-',
      );
      for (const key of Object.keys(ours.wording)) {
        const [namespace = '', ...path] = key.split('.');
        expect([key, nb.get(namespace)?.has(path.join('.'))]).toEqual([key, true]);
      }
    });
  }
});
