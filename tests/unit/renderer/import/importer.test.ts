import { expect, test } from 'vitest';
import type { Choice, Surroundings } from '../../../../src/renderer/screens/import/import-asks';
import { makeImporter } from '../../../../src/renderer/screens/import/make-importer';
import type { StandingMeeting } from '../../../../src/shared/contracts/drafts';
import { importReference } from '../../../support/import-reference';
import { nonsenseTable } from '../../../support/nonsense-table';
import { header, idOf, reference } from '../../rules/batch-fixture';

const [reidar, kirsten] = importReference.mentors;
const [help] = importReference.types;
const at: Surroundings = {
  reference: {
    units: [...reference.units],
    types: [...importReference.types],
    mentors: [...importReference.mentors],
    contacts: [],
    lockedYears: [],
    grantRules: [],
    contactIdentity: 'anonymous',
    today: importReference.today,
  },
  header,
  standing: [],
  labels: {},
};
const all: Choice = { only: 'all', most: 50, without: false };
const list = [
  'Navn;Dato;Type;Minutter;Antall',
  'Reidar Østmarka;2.10.2026;Hjelp med høreapparat;30;1',
  'Kirsten Rustvoll;2.10.2026;Hjelp med høreapparat;30;1',
  'Reidar Østmarka;3.10.2026;Hjelp med høreapparat;9x;1',
].join('\n');
const suggested = { sheet: 0, kind: 'suggested' } as const;

async function importerOf(text: string, rest: () => Promise<void> = async () => {}) {
  const importer = makeImporter({ rest });
  expect(await importer.read({ text })).toEqual({ kind: 'read', sheets: [''] });
  return importer;
}

function standing(over: Partial<StandingMeeting> = {}): StandingMeeting {
  return {
    id: idOf(900),
    mentors: [{ peerMentorId: reidar?.id ?? '', role: 'responsible' }],
    occurredOn: '2026-10-02',
    activityTypeId: help?.id ?? '',
    durationMin: 30,
    municipalityCode: null,
    newParticipants: null,
    ...over,
  };
}

test('asks for the days of rows without errors, each once', async () => {
  const importer = await importerOf(`${list}\nReidar Østmarka;2.10.2026;Hjemmebesøk;60;1`);
  const checked = await importer.check({ way: suggested, at }, () => {});
  expect(checked?.days).toEqual([
    { mentorId: reidar?.id, day: '2026-10-02' },
    { mentorId: kirsten?.id, day: '2026-10-02' },
  ]);
});

test('marks the row that stands registered, in the words of the grid, and takes it in all the same', async () => {
  const importer = await importerOf(list);
  await importer.check({ way: suggested, at }, () => {});
  importer.compare([standing(), standing({ id: idOf(901), occurredOn: '2026-10-04' })]);
  const outcome = importer.show(all);
  expect(outcome).toMatchObject({ count: 3, taken: 3, ready: 2, errors: 1, registered: 1 });
  expect(outcome.rows.map(({ view }) => view.problems.map(({ code }) => code))).toEqual([
    ['possible_duplicate_standing'],
    [],
    ['duration_not_understood'],
  ]);
  expect(importer.take({ without: false })).toHaveLength(3);
});

test('leaves out the rows that stand registered when that is chosen, and no other', async () => {
  const importer = await importerOf(list);
  await importer.check({ way: suggested, at }, () => {});
  importer.compare([standing()]);
  expect(importer.show({ ...all, without: true })).toMatchObject({ count: 3, taken: 2, ready: 1, errors: 1 });
  expect(importer.take({ without: true }).map(({ mentor, date }) => [mentor, date])).toEqual([
    [kirsten?.id, '2026-10-02'],
    [reidar?.id, '2026-10-03'],
  ]);
  expect(importer.show({ ...all, only: 'registered' }).rows.map(({ line }) => line)).toEqual([2]);
});

test('forgets what stands registered when a column is another: the days may be others', async () => {
  const importer = await importerOf(list);
  const checked = await importer.check({ way: suggested, at }, () => {});
  importer.compare([standing()]);
  if (!checked) throw new Error('not checked');
  await importer.check({ way: { sheet: 0, kind: 'mapped', mapping: checked.mapping }, at }, () => {});
  expect(importer.show(all).registered).toBe(0);
});

test('shows everything when nothing is left of what was chosen', async () => {
  const importer = await importerOf(list);
  await importer.check({ way: suggested, at }, () => {});
  expect(importer.show({ ...all, only: 'registered' })).toMatchObject({ shown: 3, registered: 0 });
});

test('a newer check ends the one that runs, which tells how far it is', async () => {
  const importer = await importerOf(nonsenseTable(1000), () => new Promise((done) => setImmediate(done)));
  const told: string[] = [];
  const newer: Promise<unknown>[] = [];
  const older = await importer.check({ way: suggested, at }, ({ done, of }) => {
    told.push(`older ${done} of ${of}`);
    if (done === 250)
      newer.push(importer.check({ way: suggested, at }, ({ done }) => told.push(`newer ${done}`)));
  });
  expect(older).toBeNull();
  expect(await newer[0]).toMatchObject({ leftOut: 0, days: [] });
  expect(told).toEqual([
    'older 0 of 1000',
    'older 250 of 1000',
    'newer 0',
    'newer 250',
    'newer 500',
    'newer 750',
  ]);
  expect(importer.show(all)).toMatchObject({ count: 1000, errors: 1000, taken: 1000 });
});
