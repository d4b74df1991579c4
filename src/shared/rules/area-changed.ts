import type { Person } from '../contracts/sync-api';

/** Whether what she may see and change is another than before. An administrator sees all, whatever units come and go. */
export function areaChanged(before: Person, after: Person): boolean {
  if (before.role !== after.role) return true;
  if (after.role === 'org_admin') return false;
  const [old, now] = [new Set(before.unitIds), new Set(after.unitIds)];
  return old.size !== now.size || [...now].some((id) => !old.has(id));
}
