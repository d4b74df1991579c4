/** A mistake to put into one file of the product: `find` stands there exactly once. */
export type Planted = { name: string; file: string; find: string; replace: string };

/** Each breaks a promise for good; one that later runs would repair unseen is not in the list. */
export const planted: readonly Planted[] = [
  {
    name: 'a new id for each try',
    file: 'src/main/outbox/claim.ts',
    find: `UPDATE outbox SET state = 'pending' WHERE id IN`,
    replace: `UPDATE outbox SET state = 'pending', id = substr(id, 1, 35) || iif(substr(id, 36) = 'a', 'b', 'a') WHERE id IN`,
  },
  {
    name: 'what is in flight is never released',
    file: 'src/main/outbox/claim.ts',
    find: `SET state = 'pending' WHERE state = 'in_flight'`,
    replace: `SET state = 'pending' WHERE state = 'nowhere'`,
  },
  {
    name: 'settles before the answer is there',
    file: 'src/main/sync/push.ts',
    find: 'const answer = client.push(entity, body);',
    replace: `database.write(() => database.prepare("UPDATE outbox SET state = 'settled', outcome = 'applied', settled_at = 0 WHERE id IN (SELECT value FROM json_each(?))").run(JSON.stringify(ids)));
      const answer = client.push(entity, body);`,
  },
  {
    name: 'takes any number of results as all applied',
    file: 'src/main/sync/match-results.ts',
    find: 'if (results.length !== rows.length) return null;',
    replace: `if (results.length !== rows.length) return rows.map((row) => ({ row, result: { id: row.id, outcome: 'applied' as const, record: null, revision: 1 }, asShown: false }));`,
  },
  {
    name: 'stores the cursor before the rows',
    file: 'src/main/sync/apply-page.ts',
    find: 'onHead?.(head);',
    replace:
      'onHead?.(head);\n  database.write(() => database.orm.update(syncState).set({ cursor: head.cursor }).run());',
  },
  {
    name: 'parking drops what waits for it',
    file: 'src/main/outbox/park.ts',
    find: `    .set({ state: 'parked', outcome: 'rejected', problem, attempts: row.attempts, retryAt: null })
    .where(eq(outbox.id, row.id))
    .run();`,
    replace: `    .set({ state: 'parked', outcome: 'rejected', problem, attempts: row.attempts, retryAt: null })
    .where(eq(outbox.id, row.id))
    .run();
  database.prepare("DELETE FROM outbox WHERE state = 'pending' AND (record_id = ? OR instr(payload, ?) > 0)").run(row.recordId, row.recordId);`,
  },
  {
    name: 'parking keeps no reason',
    file: 'src/main/outbox/park.ts',
    find: `outcome: 'rejected', problem, attempts`,
    replace: `outcome: 'rejected', problem: null, attempts`,
  },
  {
    name: 'the server’s row is not set aside',
    file: 'src/main/outbox/keep-server-row.ts',
    find: 'if (!record || record.revision === 0) return null;',
    replace: 'if (!record || record.revision >= 0) return null;',
  },
  {
    name: 'a restored server is offered nothing again',
    file: 'src/main/outbox/offer-settled.ts',
    find: `WHERE outcome IN ('applied', 'merged')`,
    replace: `WHERE outcome IN ('merged')`,
  },
  {
    name: 'rows of another history count as known',
    file: 'src/main/sync/pull.ts',
    find: 'rewriting: true,',
    replace: 'rewriting: false,',
  },
  {
    name: 'a lost edit is not in the journal',
    file: 'src/main/outbox/settle.ts',
    find: `journalConflict(database, { row: withPayload(row), result }, ports) ? 'conflicts' : 'settled'`,
    replace: `'conflicts'`,
  },
  {
    name: 'of two lost groups one is in the journal',
    file: 'src/main/outbox/journal-conflicts.ts',
    find: '? result.groups.includes(group)',
    replace: '? result.groups[0] === group',
  },
  {
    name: 'what is offered again goes to the end of the queue',
    file: 'src/main/outbox/park.ts',
    find: 'firstFailedAt: null,',
    replace: 'firstFailedAt: null, sequence: now,',
  },
  {
    name: 'the status forgets what is parked',
    file: 'src/main/sync/read-status-facts.ts',
    find: 'needsPerson: parked + conflicts',
    replace: 'needsPerson: conflicts',
  },
  {
    name: 'the status forgets open conflicts',
    file: 'src/main/sync/read-status-facts.ts',
    find: 'needsPerson: parked + conflicts',
    replace: 'needsPerson: parked',
  },
  {
    name: 'the status forgets what waits',
    file: 'src/shared/rules/compute-status.ts',
    find: 'const hasWork = facts.waiting > 0 || !facts.initialised;',
    replace: 'const hasWork = !facts.initialised;',
  },
  {
    name: 'the status forgets unfinished rows',
    file: 'src/shared/rules/compute-status.ts',
    find: `if (facts.drafts > 0) return 'attention';`,
    replace: '',
  },
  {
    name: 'a pause does not end a run',
    file: 'src/main/sync/push.ts',
    find: 'if (!goOn({ done, total: done + left, entities: [entity] })) return stop();',
    replace: 'goOn({ done, total: done + left, entities: [entity] });',
  },
  {
    name: 'a pause does not keep a run from starting',
    file: 'src/main/sync/create-sync-engine.ts',
    find: '!options.signedIn() || standingPause(standing, clock.now()) !== null) return false;',
    replace: '!options.signedIn()) return false;',
  },
  {
    name: 'our own wait is forgotten',
    file: 'src/main/sync/next-run.ts',
    find: 'return isAskedFor || standingWait(retryAt, now) === null;',
    replace: 'return isAskedFor || retryAt === null || retryAt !== null;',
  },
  {
    name: 'Retry-After is not heard',
    file: 'src/main/sync/next-run.ts',
    find: 'if (standingWait(notBefore, now) !== null) return false;',
    replace: 'if (standingWait(notBefore, now) === 0) return false;',
  },
  {
    name: 'what may not go is asked for without a pause',
    file: 'src/main/sync/next-run.ts',
    find: 'moment > now ? Math.min(moment - now, longestWaitMs) : lookAgainMs',
    replace: 'Math.min(Math.max(0, moment - now + 0 * lookAgainMs), longestWaitMs)',
  },
  {
    name: 'a later edit passes by a parked one',
    file: 'src/shared/rules/choose-batches.ts',
    find: 'const blocker = [before, ...parents].find(',
    replace: 'const blocker = parents.find(',
  },
  {
    name: 'a known row is never written again',
    file: 'src/main/sync/apply-page.ts',
    find: '(rewrite || revisionOf(row) > (known.get(idOf(row)) ?? 0))',
    replace: '(rewrite || (revisionOf(row) > 0 && !known.has(idOf(row))))',
  },
  {
    name: 'what a new list leaves out stays',
    file: 'src/main/sync/apply-page.ts',
    find: 'if (ends) sweepUnlisted(database, standing.snapshot);',
    replace: 'if (ends && head.epoch === "") sweepUnlisted(database, standing.snapshot);',
  },
  {
    name: 'tombstones are not read',
    file: 'src/main/sync/apply-page.ts',
    find: 'for (const [entity, ids] of tombstones) removePulled(database, entity, ids, standing.snapshot);',
    replace: '',
  },
  {
    name: 'a table with a bad row is passed by',
    file: 'src/main/sync/read-page.ts',
    find: 'if (rows === null || !checks.tombstones(gone)) return notUnderstood;',
    replace: 'if (rows === null) continue;\n    if (!checks.tombstones(gone)) return notUnderstood;',
  },
  {
    name: 'an edit joins what was sent',
    file: 'src/main/outbox/coalesce-intent.ts',
    find: 'wasClaimed: row.claimedAt !== null,',
    replace: 'wasClaimed: false,',
  },
  {
    name: 'signing out forgets what is parked',
    file: 'src/main/session/count-unsent.ts',
    find: 'return { waiting, parked, conflicts, drafts };',
    replace: 'return { waiting, parked: 0, conflicts, drafts };',
  },
  {
    name: 'giving up leaves the edit in sight',
    file: 'src/main/registrations/answer-problem.ts',
    find: 'showRecords(database, row.entity, [row.recordId]);',
    replace: '',
  },
  {
    name: 'a refusal is not kept',
    file: 'src/main/outbox/settle.ts',
    find: `park(database, withPayload(row), { problem: result.problem ?? { code: 'internal' }, now: ports.now });`,
    replace: '',
  },
  {
    name: 'the server lets anybody write to any unit',
    file: 'server/push/check-rules.ts',
    find: `if (scope !== 'all' && !scope.includes(unitId)) return { code: 'out_of_scope', field };`,
    replace: '',
  },
];
