import type { EntityName } from '../../src/shared/contracts/entities';
import type { ChangesPage } from '../../src/shared/contracts/sync-api';
import { entityTable } from '../records/entity-tables';
import type { Place } from './cursor';

/** Rows of one entity as PostgreSQL wrote them: the text of a JSON array, never parsed here. */
export type RowsText = { entity: EntityName; rows: string };

export type Page = {
  next: Place;
  more: boolean;
  snapshot: boolean;
  progress: ChangesPage['progress'];
  rows: RowsText[];
  tombstones: ChangesPage['tombstones'];
};

/** The text of a `ChangesPage`. */
export function writePage(page: Page, epoch: string, cursor: string): string {
  const { more, snapshot, progress, tombstones } = page;
  const head = JSON.stringify({ epoch, cursor, more, snapshot, progress, tombstones });
  const changes = page.rows.map(({ entity, rows }) => {
    const columns = JSON.stringify(entityTable(entity).fields);
    return `${JSON.stringify(entity)}:{"columns":${columns},"rows":${rows}}`;
  });
  return `${head.slice(0, -1)},"changes":{${changes.join(',')}}}`;
}
