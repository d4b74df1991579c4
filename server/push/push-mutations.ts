import type { WritableEntity } from '../../src/shared/contracts/entities';
import type { Mutation, MutationResult } from '../../src/shared/contracts/mutations';
import type { PushAnswer, PushRequest } from '../../src/shared/contracts/sync-api';
import { type Answer, ok, refused } from '../api/answer';
import { readEpoch } from '../database/read-epoch';
import type { Sql } from '../database/sql';
import type { Caller } from '../session/as-person';
import { answerAgain } from './answer-again';
import { endCopies, isCopied } from './find-copy';
import { hashBody, reusesId } from './hash-body';
import { readOrgRules } from './read-org-rules';
import { type Push, settleMutation } from './settle-mutation';

type Ledger = Map<string, { bodyHash: string; result: MutationResult }>;

/**
 * Stores mutations in their order, each in a savepoint of its own, each with its answer in the ledger: the same id of
 * the same person gets the same word for ever. Only `failed` is not kept, so that it can be tried again.
 */
export async function pushMutations(
  sql: Sql,
  caller: Caller,
  entity: WritableEntity,
  { request, now, report }: { request: PushRequest; now: number; report: (error: unknown) => void },
): Promise<Answer<PushAnswer>> {
  if (request.deviceId !== caller.deviceId) return refused('DEVICE_REFUSED');
  if (!(await claimDevice(sql, caller))) return refused('IN_PROGRESS', 1);
  await waitForPerson(sql, caller);
  if (await isCopied(sql, caller, request.mutations)) {
    await endCopies(sql, caller);
    return refused('DEVICE_COPIED');
  }
  const epoch = await readEpoch(sql);
  // What this history has not seen yet would be refused for ever under its id.
  if (request.epoch !== undefined && request.epoch !== epoch) return refused('EPOCH_CHANGED');
  const ledger = await findSettled(sql, caller, request.mutations);
  const storedHash = (id: string) => ledger.get(id)?.bodyHash;
  if (reusesId(entity, request.mutations, storedHash)) return refused('DIFFERENT_BODY');
  const rules = await readOrgRules(sql, caller.person.orgId, request.mutations, now);
  const push: Push = { sql, caller, entity, rules, report };
  const asked = request.mutations.flatMap((mutation) => {
    const settled = ledger.get(mutation.id)?.result;
    return settled ? [{ mutation, settled }] : [];
  });
  const answers = new Map(
    (await answerAgain(sql, caller, entity, asked)).map((result) => [result.id, result]),
  );
  const results: MutationResult[] = [];
  for (const mutation of request.mutations) {
    const result = answers.get(mutation.id) ?? (await settleInSavepoint(push, mutation));
    answers.set(mutation.id, result);
    results.push(result);
  }
  return ok({ epoch, results });
}

/** One request of a device at a time: a second that overlaps is the first, sent again. */
async function claimDevice(sql: Sql, caller: Caller): Promise<boolean> {
  const [row] = await sql.query<{ free: boolean }>(
    'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS free',
    [`${caller.person.orgId} ${caller.deviceId}`],
  );
  return row?.free === true;
}

/** Two computers of one person may offer the same mutation at the same moment: the second sees what the first was told. */
async function waitForPerson(sql: Sql, { person }: Caller): Promise<void> {
  await sql.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `${person.orgId} person ${person.id}`,
  ]);
}

/** Also what another of her computers sent: this one may have taken its queue over, or be a copy of it. */
async function findSettled(sql: Sql, caller: Caller, mutations: readonly Mutation[]): Promise<Ledger> {
  const rows = await sql.query<{ id: string; body_hash: string; result: MutationResult }>(
    `SELECT id::text, body_hash, result FROM mutations
     WHERE org_id = $1 AND id = ANY ($3::uuid[])
       AND device_id = ANY (ARRAY(SELECT id FROM devices WHERE org_id = $1 AND user_id = $2))`,
    [caller.person.orgId, caller.person.id, mutations.map((mutation) => mutation.id)],
  );
  return new Map(rows.map((row) => [row.id, { bodyHash: row.body_hash, result: row.result }]));
}

async function settleInSavepoint(push: Push, mutation: Mutation): Promise<MutationResult> {
  const { sql, caller, entity } = push;
  await sql.run('SAVEPOINT mutation');
  try {
    const result = await settleMutation(push, mutation);
    await sql.query(
      `INSERT INTO mutations (org_id, device_id, id, sequence, body_hash, result) VALUES ($1, $2, $3, $4, $5, $6::json)`,
      [
        caller.person.orgId,
        caller.deviceId,
        mutation.id,
        mutation.sequence,
        hashBody(entity, mutation),
        JSON.stringify(result),
      ],
    );
    await sql.run('RELEASE SAVEPOINT mutation');
    return result;
  } catch (error) {
    push.report(error);
    await sql.run('ROLLBACK TO SAVEPOINT mutation');
    return { id: mutation.id, outcome: 'failed', problem: { code: 'internal' } };
  }
}
