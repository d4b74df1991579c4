import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readRecord, writeRecords } from '../../../../src/main/database/records';
import { outbox } from '../../../../src/main/database/schema';
import { readSyncState } from '../../../../src/main/database/sync-state';
import {
  createRegistrations,
  type Registrations,
} from '../../../../src/main/registrations/create-registrations';
import type { Cells } from '../../../../src/shared/contracts/drafts';
import { makeTestDatabase, type TestDatabase } from '../../../support/test-database';

const unitId = randomUUID();
const typeId = randomUUID();
const mentorId = randomUUID();
let it: TestDatabase;
let now: number;
let records: Registrations;

beforeEach(() => {
  it = makeTestDatabase();
  now = 1_000;
  readSyncState(it.database, randomUUID);
  it.database.write(() => {
    writeRecords(
      it.database,
      'org_units',
      [
        {
          id: unitId,
          revision: 1,
          parentId: null,
          kind: 'local',
          name: 'Demo lokallag',
          municipalityCode: null,
          active: true,
        },
      ],
      1,
    );
    writeRecords(
      it.database,
      'activity_types',
      [
        {
          id: typeId,
          revision: 1,
          label: { nb: 'Hjemmebesøk', nn: 'Heimebesøk', en: 'Home visit' },
          code: null,
          grantCategory: 'outreach',
          defaultMode: 'in_person',
          defaultDurationMin: null,
          allowsZeroParticipants: false,
          sort: 1,
          validFrom: '2020-01-01',
          validTo: null,
        },
      ],
      1,
    );
    writeRecords(
      it.database,
      'peer_mentors',
      [
        {
          id: mentorId,
          revision: 1,
          homeUnitId: unitId,
          displayName: 'Åse Ås',
          shortCode: 'ÅSÅS',
          approval: 'approved',
          approvedFrom: '2020-01-01',
          approvedTo: null,
          active: true,
        },
      ],
      1,
    );
  });
  start();
});
afterEach(() => it.remove());

function start() {
  records = createRegistrations(
    {
      database: it.database,
      now: () => now++,
      newId: randomUUID,
      today: () => '2026-11-21',
      actor: () => 'me',
      onSaved: () => {},
    },
    now,
  );
}
const good: Cells = { mentor: mentorId, date: '20.11', type: typeId, duration: '1t30', participants: '2' };
function type(sessionId: string, cells: Cells, rowId: string = randomUUID()): string {
  expect(
    records.drafts.saveRow({ sessionId, rowId, position: now, origin: 'free', cells, focus: 'duration' }),
  ).toEqual({ kind: 'saved' });
  return rowId;
}

test('finds the rows, the started row and the place again after the app was killed', () => {
  const { id } = records.drafts.open();
  for (let row = 0; row < 23; row += 1) type(id, good);
  const started = type(id, { mentor: mentorId, duration: '4' });
  it.reopen();
  start();
  const session = records.drafts.open();
  expect({
    id: session.id,
    rows: session.rows.length,
    recovered: session.recovered,
    focus: session.focus,
  }).toEqual({
    id,
    rows: 24,
    recovered: true,
    focus: { rowId: started, cell: 'duration' },
  });
  expect(session.rows.at(-1)?.cells).toEqual({ mentor: mentorId, duration: '4' });
});

test('registers the rows without errors in one go and keeps the others as they were typed', () => {
  const { id } = records.drafts.open();
  const ready = [type(id, good), type(id, good)];
  const wrong = type(id, { ...good, duration: '9x', mentor: 'Kar' });
  type(id, {});
  expect(records.drafts.finish({ sessionId: id })).toMatchObject({
    kind: 'finished',
    registered: 2,
    kept: 1,
  });
  const session = records.drafts.open();
  expect(session.rows.map((row) => [row.id, row.cells.duration, row.cells.mentor])).toContainEqual([
    wrong,
    '9x',
    'Kar',
  ]);
  const sent = it.database.orm.select().from(outbox).all();
  expect(sent.map(({ recordId, operation, state }) => [recordId, operation, state])).toEqual(
    ready.map((row) => [row, 'create', 'pending']),
  );
  const { lines } = records.activities.list({ offset: 0, limit: 10 });
  expect(lines).toMatchObject([
    {
      occurredOn: '2026-11-20',
      durationMin: 90,
      participantsCount: 2,
      mentorNames: ['Åse Ås'],
      unitName: 'Demo lokallag',
      state: 'waiting',
    },
    {},
  ]);
});

test('registers nothing twice when the session is finished twice', () => {
  const { id } = records.drafts.open();
  type(id, good);
  expect(records.drafts.finish({ sessionId: id })).toMatchObject({ registered: 1, kept: 0 });
  expect(records.drafts.finish({ sessionId: id })).toMatchObject({ registered: 0, kept: 0 });
  expect(it.database.orm.select().from(outbox).all()).toHaveLength(1);
});

test('refuses a row of a session that is finished instead of pretending to save it', () => {
  const { id } = records.drafts.open();
  type(id, good);
  records.drafts.finish({ sessionId: id });
  expect(
    records.drafts.saveRow({
      sessionId: id,
      rowId: randomUUID(),
      position: 1,
      origin: 'free',
      cells: good,
      focus: null,
    }),
  ).toEqual({ kind: 'not_found' });
});

test('finds registrations by the beginning of any word, with Norwegian letters in any form', () => {
  const { id } = records.drafts.open();
  type(id, { ...good, note: 'Kaffe på biblioteket' });
  records.drafts.finish({ sessionId: id });
  const found = (search: string) => records.activities.list({ search, offset: 0, limit: 10 }).total;
  expect([
    found('åse'),
    found('Åse'.normalize('NFD')),
    found('hjem bibl'),
    found('lokallag'),
    found('"; DROP TABLE'),
    found('Olsen'),
  ]).toEqual([1, 1, 1, 1, 0, 0]);
});

test('does not make a draft again of a row that has become a registration, when a save comes late', () => {
  const { id } = records.drafts.open();
  const row = type(id, good);
  type(id, { ...good, duration: '9x' });
  expect(records.drafts.finish({ sessionId: id })).toMatchObject({ registered: 1, kept: 1 });
  const late = { sessionId: id, rowId: row, position: 1, origin: 'free' as const, cells: good, focus: null };
  expect(records.drafts.saveRow(late)).toEqual({ kind: 'not_found' });
  expect(records.drafts.finish({ sessionId: id })).toMatchObject({ registered: 0, kept: 1 });
});

test('takes pinned values into the next session, but never the date', () => {
  const { id, header } = records.drafts.open();
  const values = { date: '20.11', type: typeId, duration: '60' };
  records.drafts.saveHeader({ sessionId: id, header: { ...header, values, pinned: ['date', 'type'] } });
  type(id, good);
  records.drafts.finish({ sessionId: id });
  expect(records.drafts.open().header).toEqual({
    unitId,
    values: { type: typeId },
    pinned: ['date', 'type'],
  });
});

test('forgets what the server said about a row when the row is changed, not before', () => {
  const { id } = records.drafts.open();
  const row = type(id, good);
  const problem = { field: 'date', severity: 'error', code: 'server_year_locked' };
  it.database.prepare('UPDATE drafts SET server_problem = ? WHERE id = ?').run(JSON.stringify(problem), row);
  type(id, good, row);
  expect(records.drafts.open().rows[0]?.serverProblem).toEqual(problem);
  type(id, { ...good, date: '19.11' }, row);
  expect(records.drafts.open().rows[0]?.serverProblem).toBeNull();
});

test('asks after a mentor until she has a registration this month, sent or not', () => {
  const ids = () => records.drafts.missing().missing.map((line) => line.id);
  expect(ids()).toEqual([mentorId]);
  const { id } = records.drafts.open();
  type(id, good);
  expect(ids()).toEqual([mentorId]);
  records.drafts.finish({ sessionId: id });
  expect(ids()).toEqual([]);
});

test('registers mentors together as one event, and takes it back into the session as it was typed', () => {
  const other = randomUUID();
  const mentor = readRecord(it.database, 'peer_mentors', mentorId);
  it.database.write(() => writeRecords(it.database, 'peer_mentors', [{ ...mentor, id: other } as never], 1));
  const { id } = records.drafts.open();
  const row = type(id, { ...good, with: other });
  const { undo } = records.drafts.finish({ sessionId: id }) as { undo: string };
  expect(records.activities.get({ id: row }).activity?.mentors).toEqual([
    { peerMentorId: mentorId, role: 'responsible' },
    { peerMentorId: other, role: 'with' },
  ]);
  records.activities.undo({ undo });
  expect(records.drafts.open().rows[0]?.cells.with).toBe(other);
});

test('ids that are made at one moment come in order, so that a later row is the later one', () => {
  const ids = records.drafts.newId({ count: 50 });
  expect(ids).toEqual([...ids].sort());
});
