import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { ActivityMode, ActivitySetting } from '../../shared/contracts/activity';
import type { Json, Localised } from '../../shared/contracts/primitives';
import type { GrantCategory } from '../../shared/contracts/reference';

// What the server has, as far as this person may see it.

const mirrored = () => ({
  id: text().primaryKey(),
  revision: integer().notNull(),
  /** Number of the first download that last listed this row; rows it did not list are swept when it ends. */
  snapshot: integer().notNull(),
});

export const orgUnits = sqliteTable('org_units', {
  ...mirrored(),
  parentId: text('parent_id'),
  kind: text().$type<'national' | 'region' | 'local'>().notNull(),
  name: text().notNull(),
  municipalityCode: text('municipality_code'),
  active: integer({ mode: 'boolean' }).notNull(),
});

export const activityTypes = sqliteTable('activity_types', {
  ...mirrored(),
  label: text({ mode: 'json' }).$type<Localised>().notNull(),
  code: text(),
  grantCategory: text('grant_category').$type<GrantCategory>().notNull(),
  defaultMode: text('default_mode').$type<ActivityMode>().notNull(),
  defaultDurationMin: integer('default_duration_min'),
  allowsZeroParticipants: integer('allows_zero_participants', { mode: 'boolean' }).notNull(),
  sort: integer().notNull(),
  validFrom: text('valid_from').notNull(),
  validTo: text('valid_to'),
});

export const settings = sqliteTable('settings', {
  ...mirrored(),
  key: text().notNull(),
  value: text({ mode: 'json' }).$type<Json>().notNull(),
});

export const contacts = sqliteTable('contacts', {
  ...mirrored(),
  unitId: text('unit_id').notNull(),
  pseudonym: text().notNull(),
  relation: text().$type<'self' | 'next_of_kin' | 'unknown'>().notNull(),
  ageBand: text('age_band')
    .$type<'under_18' | '18_29' | '30_49' | '50_66' | '67_79' | '80_plus' | 'unknown'>()
    .notNull(),
  consentState: text('consent_state').$type<'none' | 'given' | 'withdrawn'>().notNull(),
  consentOn: text('consent_on'),
  expiresOn: text('expires_on'),
  phone: text(),
  email: text(),
});

export const peerMentors = sqliteTable('peer_mentors', {
  ...mirrored(),
  homeUnitId: text('home_unit_id').notNull(),
  displayName: text('display_name').notNull(),
  shortCode: text('short_code').notNull(),
  approval: text().$type<'proposed' | 'approved'>().notNull(),
  approvedFrom: text('approved_from'),
  approvedTo: text('approved_to'),
  active: integer({ mode: 'boolean' }).notNull(),
});

export const activities = sqliteTable('activities', {
  /** Stable row number: the search index points at it, and it survives VACUUM. */
  number: integer().primaryKey(),
  ...mirrored(),
  id: text().notNull().unique(),
  unitId: text('unit_id').notNull(),
  batchId: text('batch_id'),
  occurredOn: text('occurred_on').notNull(),
  activityTypeId: text('activity_type_id').notNull(),
  mode: text().$type<ActivityMode>().notNull(),
  setting: text().$type<ActivitySetting>(),
  durationMin: integer('duration_min').notNull(),
  participantsCount: integer('participants_count').notNull(),
  newParticipants: integer('new_participants', { mode: 'boolean' }),
  municipalityCode: text('municipality_code'),
  contactId: text('contact_id'),
  travelKm: real('travel_km'),
  tollNok: integer('toll_nok'),
  outlayNok: integer('outlay_nok'),
  note: text().notNull(),
  countable: integer({ mode: 'boolean' }).notNull(),
  countableReasons: text('countable_reasons', { mode: 'json' }).$type<string[]>().notNull(),
  rulesVersion: integer('rules_version').notNull(),
  reportingYear: integer('reporting_year').notNull(),
});

export const activityMentors = sqliteTable(
  'activity_mentors',
  {
    activityId: text('activity_id').notNull(),
    peerMentorId: text('peer_mentor_id').notNull(),
    role: text().$type<'responsible' | 'with'>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.activityId, table.peerMentorId] })],
);
