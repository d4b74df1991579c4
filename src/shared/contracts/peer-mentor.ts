import { z } from 'zod';
import { calendarDate, id } from './primitives';

/** A mentor whom a coordinator adds is proposed; the organisation approves. */
export const peerMentorFields = z.object({
  homeUnitId: id,
  displayName: z.string().min(1).max(120),
  /** What a coordinator types to pick the mentor, for example "KAHA". */
  shortCode: z.string().max(8),
});
export type PeerMentorFields = z.infer<typeof peerMentorFields>;

export const peerMentor = peerMentorFields.extend({
  id,
  revision: z.int(),
  approval: z.enum(['proposed', 'approved']),
  approvedFrom: calendarDate.nullable(),
  approvedTo: calendarDate.nullable(),
  active: z.boolean(),
});
export type PeerMentor = z.infer<typeof peerMentor>;

export const peerMentorGroups = {
  identity: ['displayName', 'shortCode'],
  where: ['homeUnitId'],
} as const satisfies Record<string, readonly (keyof PeerMentorFields)[]>;
