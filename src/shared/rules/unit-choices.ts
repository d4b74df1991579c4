import type { Id } from '../contracts/primitives';
import type { OrgUnit } from '../contracts/reference';

/** `depth`: how many of the other choices it lies below. */
export type UnitChoice = { id: Id; name: string; depth: number };

/**
 * Units whose figures a person may want by themselves, each before those below it: her own, and what gathers several
 * of them but not all. `own`: null for one who sees all.
 */
export function unitChoices(units: readonly OrgUnit[], own: readonly Id[] | null): UnitChoice[] {
  const hers = new Set(own ?? units.map(({ id }) => id));
  const below = new Map<Id | null, OrgUnit[]>();
  const known = new Set(units.map(({ id }) => id));
  for (const unit of units) {
    const parent = unit.parentId !== null && known.has(unit.parentId) ? unit.parentId : null;
    below.set(parent, [...(below.get(parent) ?? []), unit]);
  }
  const count = ({ id }: OrgUnit): number =>
    (hers.has(id) ? 1 : 0) + (below.get(id) ?? []).reduce((sum, unit) => sum + count(unit), 0);
  const walk = (parent: Id | null, depth: number): UnitChoice[] =>
    (below.get(parent) ?? []).flatMap((unit) => {
      const held = count(unit);
      const isChoice = held < hers.size && (held > 1 || (held === 1 && hers.has(unit.id)));
      const { id, name } = unit;
      return isChoice ? [{ id, name, depth }, ...walk(id, depth + 1)] : walk(id, depth);
    });
  return walk(null, 0);
}
