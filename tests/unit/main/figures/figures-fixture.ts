import fc from 'fast-check';
import type { Database } from '../../../../src/main/database/open-database';
import { type MirrorRecord, writeRecords } from '../../../../src/main/database/records';
import type { Context } from '../../../../src/main/registrations/context';
import { saveActivities } from '../../../../src/main/registrations/save-activities';
import { type ActivityFields, activityModes } from '../../../../src/shared/contracts/activity';
import type { GrantCategory } from '../../../../src/shared/contracts/reference';
import { judgeCountable } from '../../../../src/shared/rules/judge-countable';

export const today = '2026-11-21';
export const idOf = (kind: number, index: number) =>
  `019a${kind}000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;

/** A region with two associations in it, and one association beside it. */
export const region = idOf(1, 9);
export const units = [0, 1, 2].map((index) => idOf(1, index));
export const mentors = Array.from({ length: 6 }, (_, index) => idOf(3, index));
export const categories: GrantCategory[] = ['outreach', 'group', 'course', 'other'];
export const types = categories.map((category, index) => ({ id: idOf(2, index), category }));

export const grantRules = categories.map((category) => ({
  version: 3,
  validFrom: '2015-01-01',
  validTo: null,
  category,
  countable: category !== 'other',
  minMinutes: category === 'group' ? 45 : category === 'course' ? 90 : 0,
  minParticipants: category === 'group' ? 3 : 0,
  modes: ['in_person' as const],
}));

const label = (text: string) => ({ nb: text, nn: text, en: text });

/** What registrations refer to. */
export function fillReference(database: Database): void {
  const unit = (id: string, parentId: string | null, name: string) => ({
    id,
    revision: 1,
    parentId,
    kind: id === region ? 'region' : 'local',
    name,
    municipalityCode: null,
    active: true,
  });
  const write = (entity: Parameters<typeof writeRecords>[1], records: MirrorRecord[]) =>
    database.write(() => writeRecords(database, entity, records, 1));
  write('org_units', [
    unit(region, null, 'Fylket'),
    unit(units[0] ?? '', region, 'Laget Asker'),
    unit(units[1] ?? '', region, '=HYPERLINK("http://ond.example";"Laget Bodø")'),
    unit(units[2] ?? '', null, 'Laget Drammen'),
  ]);
  write(
    'activity_types',
    types.map(({ id, category }, index) => ({
      id,
      revision: 1,
      label: label(`Type ${category}`),
      code: null,
      grantCategory: category,
      defaultMode: 'in_person',
      defaultDurationMin: 30,
      allowsZeroParticipants: true,
      sort: index,
      validFrom: '2015-01-01',
      validTo: null,
    })),
  );
  write('settings', [{ id: idOf(6, 0), revision: 1, key: 'grant_rules', value: grantRules }]);
  write(
    'peer_mentors',
    mentors.map((id, index) => ({
      id,
      revision: 1,
      homeUnitId: units[index % units.length] ?? '',
      displayName: `Likeperson ${String.fromCharCode(65 + index)}`,
      shortCode: `L${index}`,
      approval: 'approved',
      approvedFrom: null,
      approvedTo: null,
      active: true,
    })),
  );
}

export type Made = { id: string; fields: ActivityFields; sent: boolean };

/** Registrations of three years, of which some are not sent. */
export const anyRegistrations: fc.Arbitrary<Made[]> = fc
  .array(
    fc.record({
      unitId: fc.constantFrom(...units),
      day: fc.integer({ min: 0, max: 1050 }),
      activityTypeId: fc.constantFrom(...types.map(({ id }) => id)),
      mode: fc.constantFrom(...activityModes),
      durationMin: fc.integer({ min: 1, max: 720 }),
      participantsCount: fc.integer({ min: 0, max: 200 }),
      people: fc.uniqueArray(fc.constantFrom(...mentors), { minLength: 1, maxLength: 3 }),
      sent: fc.boolean(),
    }),
    { maxLength: 60, size: 'max' },
  )
  .map((drawn) =>
    drawn.map(({ day, people, sent, ...rest }, index) => ({
      id: idOf(4, index),
      sent,
      fields: {
        ...rest,
        occurredOn: new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10),
        batchId: null,
        setting: null,
        newParticipants: null,
        municipalityCode: null,
        contactId: null,
        travelKm: null,
        tollNok: null,
        outlayNok: null,
        note: '',
        mentors: people.map((peerMentorId, place) => ({
          peerMentorId,
          role: place === 0 ? ('responsible' as const) : ('with' as const),
        })),
      },
    })),
  );

export function categoryOf({ fields }: Made): GrantCategory {
  return types.find(({ id }) => id === fields.activityTypeId)?.category ?? 'other';
}

export function judged(made: Made) {
  return judgeCountable(made.fields, categoryOf(made), grantRules);
}

export function contextOver(database: Database): Context {
  let made = 0;
  return {
    database,
    now: () => Date.parse(`${today}T12:00:00Z`),
    newId: () => idOf(5, made++),
    today: () => today,
    actor: () => idOf(7, 0),
    onSaved() {},
  };
}

/** Those sent as the server has answered them, the others as their author has saved them. */
export function register(database: Database, made: readonly Made[]): void {
  const sent = made.filter((each) => each.sent);
  database.write(() => writeRecords(database, 'activities', sent.map(asRecord), 1));
  saveActivities(
    contextOver(database),
    made.filter((each) => !each.sent),
  );
}

function asRecord(made: Made): MirrorRecord {
  const { countable, reasons, rulesVersion, reportingYear } = judged(made);
  return {
    ...made.fields,
    id: made.id,
    revision: 1,
    countable,
    countableReasons: reasons,
    rulesVersion,
    reportingYear,
  } as unknown as MirrorRecord;
}

export function forgetRegistrations(database: Database): void {
  database.write(() => {
    for (const table of ['activity_mentors', 'activities', 'activity_search', 'outbox', 'shadows'])
      database.prepare(`DELETE FROM ${table}`).run();
  });
}
