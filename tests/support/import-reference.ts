import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Recognising } from '../../src/shared/rules/recognise-cell';
import { mentorOf, typeOf, unitId } from '../unit/rules/batch-fixture';

const names = [
  'Reidar Østmarka',
  'Kirsten Rustvoll',
  'Rolf Krokmyr',
  'Sissel Åsbakken',
  'Tone Sagmoen',
  'Kjell Tveitås',
];
const types: [string, string, number][] = [
  ['Hjelp med høreapparat', 'Hearing-aid help', 30],
  ['Samtale og veiledning', 'Talk and guidance', 45],
  ['Hjemmebesøk', 'Home visit', 60],
  ['Fast base, åpen time', 'Drop-in session', 120],
  ['Telefonsamtale', 'Phone call', 20],
  ['Samtalegruppe', 'Conversation group', 90],
];

/** The mentors and types that the tables in tests/fixtures/import name, which the demo organisation has, too. */
export const importReference: Recognising = {
  mentors: names.map((displayName, number) => {
    const [first = '', last = ''] = displayName.split(' ');
    return mentorOf(number, {
      displayName,
      shortCode: (first.slice(0, 2) + last.slice(0, 2)).toUpperCase(),
    });
  }),
  types: types.map(([nb, en, defaultDurationMin], number) =>
    typeOf(number, { label: { nb, nn: nb, en }, defaultDurationMin }),
  ),
  contacts: [],
  unitId,
  today: '2026-11-21',
};

/** Cells with the names of mentors and types instead of their ids, so that a test can be read. */
export function named(cells: Record<string, string>): Record<string, string> {
  const { mentors, types } = importReference;
  const names = new Map([
    ...mentors.map(({ id, displayName }) => [id, displayName] as const),
    ...types.map(({ id, label }) => [id, label.nb] as const),
  ]);
  return Object.fromEntries(Object.entries(cells).map(([cell, text]) => [cell, names.get(text) ?? text]));
}

export function fixturePath(name: string): string {
  return resolve(import.meta.dirname, '../fixtures/import', name);
}

export function fixtureFile(name: string): File {
  return new File([readFileSync(fixturePath(name))], basename(name));
}
