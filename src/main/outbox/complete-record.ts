import type { ActivityFields } from '../../shared/contracts/activity';
import type { WritableEntity } from '../../shared/contracts/entities';
import { type GrantCategory, grantRules } from '../../shared/contracts/reference';
import { judgeCountable } from '../../shared/rules/judge-countable';
import type { Database } from '../database/open-database';
import type { MirrorRecord } from '../database/records';

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

function activityCompleter(database: Database): CompleteRecord {
  const stored = database.prepare(`SELECT value FROM settings WHERE key = 'grant_rules'`).pluck().get();
  const rules = typeof stored === 'string' ? (grantRules.safeParse(JSON.parse(stored)).data ?? []) : [];
  const categories = new Map<string, GrantCategory>();
  const categoryOf = (typeId: string): GrantCategory => {
    const known = categories.get(typeId);
    if (known) return known;
    const found = database
      .prepare('SELECT grant_category FROM activity_types WHERE id = ?')
      .pluck()
      .get(typeId) as GrantCategory | undefined;
    const category = found ?? 'other';
    categories.set(typeId, category);
    return category;
  };
  return (record) => {
    const fields = record as unknown as ActivityFields;
    const { countable, reasons, rulesVersion, reportingYear } = judgeCountable(
      fields,
      categoryOf(fields.activityTypeId),
      rules,
    );
    return { ...record, countable, countableReasons: reasons, rulesVersion, reportingYear };
  };
}
