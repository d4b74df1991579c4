import { type Answer, ok, refused } from '../api/answer';
import { readEpoch } from '../database/read-epoch';
import type { Sql } from '../database/sql';
import type { Caller } from '../session/as-person';
import { bindCursor, openCursor, type Place, sealCursor } from './cursor';
import { writePage } from './page';
import { readDeltaPage } from './read-delta-page';
import { readSnapshotPage, startSnapshot } from './read-snapshot-page';

const defaultLimit = 2000;

type Asked = { cursor?: string | undefined; limit?: number | undefined; key: Uint8Array };

/** One page of the feed as JSON text: the whole scope first, then what changed. */
export async function readChanges(sql: Sql, caller: Caller, asked: Asked): Promise<Answer<string>> {
  const reader = { sql, orgId: caller.person.orgId, units: caller.scope === 'all' ? null : caller.scope };
  const epoch = await readEpoch(sql);
  const binding = bindCursor(caller, epoch);
  const place: Place | null =
    asked.cursor === undefined ? await startSnapshot(reader) : openCursor(asked.key, binding, asked.cursor);
  if (place === null || (await isAhead(sql, place))) return refused('CURSOR_REFUSED');
  const limit = asked.limit ?? defaultLimit;
  const page =
    place.mode === 'snapshot'
      ? await readSnapshotPage(reader, place, limit)
      : await readDeltaPage(reader, place, limit);
  return ok(writePage(page, epoch, sealCursor(asked.key, binding, page.next)));
}

/** A place that this database has not reached was given by one that knew more: this is an older copy of it. */
async function isAhead(sql: Sql, place: Place): Promise<boolean> {
  const [row] = await sql.query<{ ahead: boolean }>(
    'SELECT $1::text::xid8 > pg_snapshot_xmax(pg_current_snapshot()) AS ahead',
    [place.mode === 'delta' ? place.from : place.watermark],
  );
  return row?.ahead === true;
}
