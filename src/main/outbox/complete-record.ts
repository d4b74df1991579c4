import { eq } from 'drizzle-orm';
import type { ActivityFields } from '../../shared/contracts/activity';
import type { WritableEntity } from '../../shared/contracts/entities';
import { grantRules } from '../../shared/contracts/reference';
import { judgeCountable } from '../../shared/rules/judge-countable';
import type { Database } from '../database/open-database';
import type { MirrorRecord } from '../database/records';
import { activityTypes, settings } from '../database/schema';

/** Fills in what only the server decides, with what this device knows, until the server's own answer replaces it. */
export function completeRecord(
  database: Database,
  entity: WritableEntity,
  record: MirrorRecord,
): MirrorRecord {
  if (entity === 'peer_mentors') {
    return { approval: 'proposed', approvedFrom: null, approvedTo: null, active: true, ...record };
  }
  if (entity === 'activities') return { ...record, ...judged(database, record) };
  return record;
}

function judged(database: Database, record: MirrorRecord) {
  const fields = record as unknown as ActivityFields;
  const type = database.orm
    .select({ category: activityTypes.grantCategory })
    .from(activityTypes)
    .where(eq(activityTypes.id, fields.activityTypeId))
    .get();
  const rules = database.orm
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, 'grant_rules'))
    .get();
  const read = grantRules.safeParse(rules?.value);
  const { countable, reasons, rulesVersion, reportingYear } = judgeCountable(
    fields,
    type?.category ?? 'other',
    read.success ? read.data : [],
  );
  return { countable, countableReasons: reasons, rulesVersion, reportingYear };
}
