import { z } from 'zod';
import { peerMentor } from './peer-mentor';
import { calendarDate } from './primitives';
import { recordStates } from './status';

export const mentorSorts = ['name', 'last', 'count'] as const;
export type MentorSort = (typeof mentorSorts)[number];

/** What a mentor took part in, in either role, sent or not. */
const activity = {
  /** The latest day with a registration, however long ago; null when there is none. */
  lastOn: calendarDate.nullable(),
  /** This year's. */
  count: z.int(),
  minutes: z.int(),
};

export const mentorLine = peerMentor.extend({
  unitName: z.string(),
  state: z.enum(recordStates),
  ...activity,
});
export type MentorLine = z.infer<typeof mentorLine>;

/** `month`: `YYYY-MM`. */
export const mentorMonth = z.object({
  month: z.string(),
  count: z.int(),
  counted: z.int(),
  minutes: z.int(),
});
export type MentorMonth = z.infer<typeof mentorMonth>;

export const mentorPage = z.object({
  mentor: mentorLine,
  /** This year's that count for the grant. */
  counted: z.int(),
  /** The latest twelve, oldest first, this month last; months without anything too. */
  months: z.array(mentorMonth),
});
export type MentorPage = z.infer<typeof mentorPage>;
