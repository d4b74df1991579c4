import { z } from 'zod';
import { calendarDate, id } from './primitives';

export const activityModes = ['in_person', 'phone', 'video', 'chat_mail'] as const;
export const activitySettings = ['home', 'base', 'hospital', 'nursing_home', 'other'] as const;
export const mentorRoles = ['responsible', 'with'] as const;

export const activityMode = z.enum(activityModes);
export const activitySetting = z.enum(activitySettings);
export const activityMentor = z.object({ peerMentorId: id, role: z.enum(mentorRoles) });
export type ActivityMode = z.infer<typeof activityMode>;
export type ActivitySetting = z.infer<typeof activitySetting>;
export type ActivityMentor = z.infer<typeof activityMentor>;

/** Characters of a note at most. */
export const noteLength = 280;

/** What a coordinator decides about one event on one day. One row is one event, however many mentors took part. */
export const activityFields = z.object({
  unitId: id,
  batchId: id.nullable(),
  occurredOn: calendarDate,
  activityTypeId: id,
  mode: activityMode,
  setting: activitySetting.nullable(),
  /** Minutes, 1 to 720. */
  durationMin: z.int().min(1).max(720),
  /** 0 to 200, the mentors not counted. */
  participantsCount: z.int().min(0).max(200),
  newParticipants: z.boolean().nullable(),
  /** Four digits of Statistics Norway; only for home visits. */
  municipalityCode: z
    .string()
    .regex(/^\d{4}$/)
    .nullable(),
  /** Exactly one is responsible. */
  mentors: z.array(activityMentor).min(1).max(20),
  contactId: id.nullable(),
  /** Kilometres, 0 to 1,000. */
  travelKm: z.number().min(0).max(1000).nullable(),
  /** Whole kroner. */
  tollNok: z.int().min(0).max(20_000).nullable(),
  outlayNok: z.int().min(0).max(20_000).nullable(),
  note: z.string().max(noteLength),
});
export type ActivityFields = z.infer<typeof activityFields>;

/** What the server adds. `countable` is judged, never typed. */
export const activity = activityFields.extend({
  id,
  revision: z.int(),
  countable: z.boolean(),
  countableReasons: z.array(z.string()),
  rulesVersion: z.int(),
  reportingYear: z.int(),
});
export type Activity = z.infer<typeof activity>;

/** A conflict is decided per group: touching two fields of one group at the same time is one disagreement. */
export const activityGroups = {
  what: ['occurredOn', 'activityTypeId', 'mode', 'durationMin', 'participantsCount', 'newParticipants'],
  who: ['mentors', 'contactId'],
  where: ['unitId', 'municipalityCode', 'setting'],
  travel: ['travelKm', 'tollNok', 'outlayNok'],
  note: ['note'],
  batch: ['batchId'],
} as const satisfies Record<string, readonly (keyof ActivityFields)[]>;
