import { randomUUID } from 'node:crypto';
import { saveActivities } from '../../src/main/registrations/save-activities';
import type { ActivityFields } from '../../src/shared/contracts/activity';
import type { Device } from './make-device';

/** Registers past the form's own checks, and answers the ids of the records. */
export function registerOn(device: Device, fields: ActivityFields[]): string[] {
  const made = fields.map((one) => ({ id: randomUUID(), fields: one }));
  saveActivities(
    {
      database: device.database(),
      now: device.clock.now,
      newId: () => randomUUID(),
      today: () => '2026-11-21',
      actor: () => device.life().session.person()?.id ?? '',
      onSaved: () => device.work().engine.refreshStatus(),
    },
    made,
  );
  return made.map(({ id }) => id);
}
