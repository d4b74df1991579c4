import type { SendingHabits } from '../contracts/computer';
import type { Trigger } from '../contracts/lines';
import { clockTime } from './format-time';

/** Why nothing goes by itself; what a person asks for goes all the same. */
export type HeldBy = 'asked' | 'hours';

/** Before anybody has chosen anything: whenever it can. */
export const freeHabits: SendingHabits = { onlyWhenAsked: false, metered: false, hours: null };

/** Whether a run may start for that reason, as far as her own choices for this computer go. */
export function maySyncNow(trigger: Trigger, habits: SendingHabits, now: number): boolean {
  return trigger === 'now' || heldBy(habits, now) === null;
}

/** Whether a run for that reason fetches too; the first download is asked for by signing in. */
export function mayFetchNow(trigger: Trigger, { metered }: SendingHabits, initialised: boolean): boolean {
  return trigger === 'now' || !metered || !initialised;
}

export function heldBy({ onlyWhenAsked, hours }: SendingHabits, now: number): HeldBy | null {
  if (onlyWhenAsked) return 'asked';
  return hours && !isWithin(hours, clockTime(now, 'en')) ? 'hours' : null;
}

/** `time`: `HH:MM`, as are the hours; from 22:00 to 06:00 lies around midnight, and from 07:00 to 07:00 is all day. */
function isWithin({ from, to }: { from: string; to: string }, time: string): boolean {
  if (from === to) return true;
  return from < to ? from <= time && time < to : from <= time || time < to;
}
