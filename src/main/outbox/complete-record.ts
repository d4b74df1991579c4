import { eq } from 'drizzle-orm';
import type { ActivityFields } from '../../shared/contracts/activity';
import type { WritableEntity } from '../../shared/contracts/entities';
import { grantRules } from '../../shared/contracts/reference';
import { judgeCountable } from '../../shared/rules/judge-countable';
import type { Database } from '../database/open-database';
import type { MirrorRecord } from '../database/records';
import { activityTypes, settings } from '../database/schema';

/** Fills in what only the server decides, with what this device knows, until the server's own answer replaces it. */
export type CompleteRecord = (record: MirrorRecord) => MirrorRecord;

/** For the records of one entity; what it needs to know is read once. */
export function recordCompleter(database: Database, entity: WritableEntity): CompleteRecord {
  if (entity === 'activities') return activityCompleter(database);
  if (entity === 'peer_mentors') {
    return (record) => ({
      approval: 'proposed',
      approvedFrom: null,
      approvedTo: null,
      active: true,
      ...record,
    });
  }
  return (record) => record;
}

function activityCompleter({ orm }: Database): CompleteRecord {
  const types = orm
    .select({ id: activityTypes.id, category: activityTypes.grantCategory })
    .from(activityTypes)
    .all();
  const categories = new Map(types.map(({ id, category }) => [id, category]));
  const stored = orm
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, 'grant_rules'))
    .get();
  const read = grantRules.safeParse(stored?.value);
  const rules = read.success ? read.data : [];
  return (record) => {
    const fields = record as unknown as ActivityFields;
    const category = categories.get(fields.activityTypeId) ?? 'other';
    const { countable, reasons, rulesVersion, reportingYear } = judgeCountable(fields, category, rules);
    return { ...record, countable, countableReasons: reasons, rulesVersion, reportingYear };
  };
}
