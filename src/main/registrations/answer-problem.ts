import { eq } from 'drizzle-orm';
import type { ActivityFields } from '../../shared/contracts/activity';
import { type CellKey, type Cells, cellKeys, type RowProblem } from '../../shared/contracts/drafts';
import type { SaveResult } from '../../shared/contracts/ipc';
import type { Problem } from '../../shared/contracts/mutations';
import { readRecord, removeRecords } from '../database/records';
import { drafts, type OutboxRow, outbox } from '../database/schema';
import { closeParked, offerAgain } from '../outbox/park';
import { showRecords } from '../outbox/show-records';
import { type Context, saving } from './context';
import { openSession } from './drafts';
import { idAfter } from './id-after';
import { toCells } from './to-cells';

/** Offers a parked change again, unchanged: the reason may have gone away meanwhile. */
export function retryParked(context: Context, mutationId: string): SaveResult {
  return saving(() => {
    const ports = { now: context.now(), newId: context.newId };
    if (!offerAgain(context.database, mutationId, ports)) return { kind: 'not_found' };
    context.onSaved(['activities', 'outbox']);
    return undefined;
  });
}

/** Gives a parked change up: the record goes back to what the server has. */
export function discardParked(context: Context, mutationId: string): SaveResult {
  return saving(() => {
    const { database } = context;
    return database.write(() => {
      const row = database.orm.select().from(outbox).where(eq(outbox.id, mutationId)).get();
      if (!row || !closeParked(database, mutationId, 'discarded', context.now()))
        return { kind: 'not_found' } as const;
      showRecords(database, row.entity, [row.recordId]);
      context.onSaved([row.entity, 'outbox']);
      return undefined;
    });
  });
}

export type RowToFix = {
  mutationId: string;
  /** What is to stand in some of its cells instead. */
  cells?: Cells | undefined;
};

/** Takes a refused registration back into the entry session, with everything that was typed and the server's reason. */
export function fixParked(context: Context, { mutationId, cells }: RowToFix, bootedAt: number): SaveResult {
  return saving(() => {
    const { database } = context;
    return database.write(() => {
      const row = database.orm.select().from(outbox).where(eq(outbox.id, mutationId)).get();
      if (row?.entity !== 'activities' || row.operation !== 'create') return { kind: 'not_found' } as const;
      if (!closeParked(database, mutationId, 'reopened', context.now()))
        return { kind: 'not_found' } as const;
      removeRecords(database, 'activities', [row.recordId]);
      takeIntoSession(context, row, { cells, bootedAt });
      context.onSaved(['activities', 'outbox', 'drafts']);
      return undefined;
    });
  });
}

/** A new registration: the refused one keeps its id and its refusal for ever. */
function takeIntoSession(
  context: Context,
  row: OutboxRow,
  { cells = {}, bootedAt }: { cells: Cells | undefined; bootedAt: number },
): void {
  const { database } = context;
  const id = idAfter(row.recordId);
  // Mended and registered on another computer of hers, to which the queue was handed over.
  if (readRecord(database, 'activities', id)) return;
  const session = openSession(context, bootedAt);
  const problem = toRowProblem(row.problem);
  const position = 1 + Math.max(0, ...session.rows.map((existing) => existing.position));
  database.orm
    .insert(drafts)
    .values({
      id,
      sessionId: session.id,
      position,
      origin: 'free',
      cells: { ...toCells(row.payload.changes as unknown as ActivityFields), ...cells },
      // Of a cell that holds something else now the server has said nothing.
      serverProblem: problem && problem.field in cells ? null : problem,
      updatedAt: context.now(),
    })
    .onConflictDoNothing()
    .run();
}

/** The cell in which the server's complaint about a field belongs. */
const cellOfField: ReadonlyMap<string, CellKey | 'unit'> = new Map<keyof ActivityFields, CellKey | 'unit'>([
  ['unitId', 'unit'],
  ['occurredOn', 'date'],
  ['activityTypeId', 'type'],
  ['durationMin', 'duration'],
  ['participantsCount', 'participants'],
  ['mentors', 'mentor'],
  ['contactId', 'contact'],
  ['travelKm', 'km'],
  ['tollNok', 'tolls'],
  ['outlayNok', 'outlay'],
]);

/** Where the server names no field, the code tells which one is meant. */
const cellOfCode: Partial<Record<Problem['code'], CellKey | 'unit'>> = {
  year_locked: 'date',
  type_retired: 'type',
  out_of_scope: 'unit',
};

function toRowProblem(problem: Problem | null): RowProblem | null {
  if (!problem) return null;
  const sameName = cellKeys.find((cell) => cell === problem.field);
  const field = cellOfField.get(problem.field ?? '') ?? sameName ?? cellOfCode[problem.code] ?? 'mentor';
  return { field, severity: 'error', code: `server_${problem.code}` };
}
