import { z } from 'zod';
import { activityMode } from './activity';
import { calendarDate, id, json, localised } from './primitives';

export const grantCategory = z.enum(['outreach', 'group', 'course', 'other']);
export type GrantCategory = z.infer<typeof grantCategory>;

export const orgUnit = z.object({
  id,
  revision: z.int(),
  parentId: id.nullable(),
  kind: z.enum(['national', 'region', 'local']),
  name: z.string(),
  municipalityCode: z.string().nullable(),
  active: z.boolean(),
});
export type OrgUnit = z.infer<typeof orgUnit>;

export const activityType = z.object({
  id,
  revision: z.int(),
  label: localised,
  /** Stable name of the type across organisations, for example `hospital_round`; null for an organisation's own. */
  code: z.string().nullable(),
  grantCategory,
  defaultMode: activityMode,
  /** Minutes. */
  defaultDurationMin: z.int().nullable(),
  /** Whether zero participants is a meaningful report (a hospital round, a drop-in session). */
  allowsZeroParticipants: z.boolean(),
  sort: z.int(),
  validFrom: calendarDate,
  validTo: calendarDate.nullable(),
});
export type ActivityType = z.infer<typeof activityType>;

/** An organisation's setting. `grant_rules`, `locked_years` and `contact_identity` are the keys in use. */
export const setting = z.object({ id, revision: z.int(), key: z.string(), value: json });

/** Value of the setting `contact_identity`: people met stand under labels, or under their names; labels unless the organisation says `named`. */
export const contactIdentities = ['anonymous', 'named'] as const;
export type ContactIdentity = (typeof contactIdentities)[number];

/** Value of the setting `grant_rules`: what counts for the public grant, versioned data and never code. */
export const grantRules = z.array(
  z.object({
    version: z.int(),
    validFrom: calendarDate,
    validTo: calendarDate.nullable(),
    category: grantCategory,
    countable: z.boolean(),
    minMinutes: z.int(),
    minParticipants: z.int(),
    modes: z.array(activityMode),
  }),
);
export type GrantRules = z.infer<typeof grantRules>;
