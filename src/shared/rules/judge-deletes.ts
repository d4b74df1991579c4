import type { EntityName } from '../contracts/entities';

/** Rows of one entity that would go, of those that are here. */
export type DeleteCount = { entity: EntityName; gone: number; of: number };

/** A page that deletes up to this many rows of an entity, or up to this share of them, is daily business. */
const quietRows = 50;
const quietShare = 0.2;

/**
 * Which entities would lose so much that a person is asked first: more than a fifth and more than 50 rows.
 * `accepted`: what she has said yes to; it covers as much as she was told, and what would need no question anyway.
 */
export function judgeDeletes(counts: DeleteCount[], accepted: DeleteCount[] = []): DeleteCount[] {
  return counts.filter(({ entity, gone, of }) => {
    const covered = accepted.find((yes) => yes.entity === entity)?.gone;
    if (covered !== undefined && gone <= covered + quietRows) return false;
    return gone > quietRows && gone > of * quietShare;
  });
}
