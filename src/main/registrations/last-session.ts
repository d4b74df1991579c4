import type { Activity } from '../../shared/contracts/activity';
import type { LastSession } from '../../shared/contracts/sessions';
import { timeOfId } from '../../shared/rules/make-id';
import { readRecord } from '../database/records';
import type { Context } from './context';
import { toCells } from './to-cells';

/**
 * The newest session of a unit, as the rows that were entered: the one under way, `but`, only when there is no other and
 * a part of it is finished. Null when nothing is.
 */
export function lastSession(
  { database }: Context,
  { unitId, but }: { unitId: string; but: string },
): LastSession | null {
  const newest = database
    .prepare(
      `SELECT batch_id FROM activities WHERE batch_id IS NOT NULL AND unit_id = @unitId
       ORDER BY batch_id = @but, batch_id DESC LIMIT 1`,
    )
    .pluck()
    .get({ unitId, but }) as string | undefined;
  if (!newest) return null;
  const ids = database
    .prepare('SELECT id FROM activities WHERE batch_id = @newest ORDER BY number')
    .pluck()
    .all({ newest }) as string[];
  const rows = ids.map((id) => toCells(readRecord(database, 'activities', id) as unknown as Activity));
  return { at: timeOfId(newest), rows, ofThis: newest === but };
}
