import { randomUUID } from 'node:crypto';
import { saveActivities } from '../../src/main/registrations/save-activities';
import type { ActivityFields } from '../../src/shared/contracts/activity';
import { contextOf, type Device, someActivity } from './make-device';

/** Registers past the form's own checks, and answers the ids of the records. */
export function registerOn(device: Device, fields: ActivityFields[]): string[] {
  const made = fields.map((one) => ({ id: randomUUID(), fields: one }));
  saveActivities(contextOf(device), made);
  return made.map(({ id }) => id);
}

/** What one of many differs in from a valid registration. */
export type ChangesOf = (index: number) => Partial<ActivityFields>;

/** Registers so many that are alike but for the changes. */
export function registerMany(device: Device, count: number, changes: ChangesOf = () => ({})): string[] {
  return registerOn(
    device,
    Array.from({ length: count }, (_, index) => someActivity(device, changes(index))),
  );
}
