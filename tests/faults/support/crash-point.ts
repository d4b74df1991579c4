import type { OpenedDatabase } from '../../../src/main/database/open-database';
import type { Network } from '../../../src/main/sync/ports';

/** The functions of the product whose commits are points to crash at: the steps of docs/sync.md. */
export const commitSteps = [
  // First, because a push may wait for the refresh that writes it.
  'keepSession',
  'saveRow',
  'finishSession',
  'updateActivity',
  'releaseAll',
  'claim',
  // Settles, a hundred at a time.
  'settleBatch',
  'applyPage',
  'recordRun',
] as const;
/** Requests, by the end of their path. */
export const requestSteps = ['mutations', 'changes', 'refresh', 'health'] as const;

/** Counts how often a named place is passed, and ends the process there, as the power does, when it is the one. */
export type CrashPoint = { pass(name: string, side: 'before' | 'after'): void };

/** `at`: `name:before|after:n`; null for never. */
export function crashPoint(at: string | null): CrashPoint {
  const [wanted, wantedSide, times] = at?.split(':') ?? [];
  let passed = 0;
  return {
    pass(name, side) {
      if (name !== wanted || side !== wantedSide) return;
      passed += 1;
      if (passed === Number(times)) process.kill(process.pid, 'SIGKILL');
    },
  };
}

/** Commits are named by the product's own function that makes them, so that the product needs no hooks. */
export function crashingDatabase(opened: OpenedDatabase, point: CrashPoint): OpenedDatabase {
  if (opened.kind === 'problem') return opened;
  const { database } = opened;
  let depth = 0;
  const crashing =
    (door: 'write' | 'writeSoon'): typeof database.write =>
    (work) => {
      if (depth > 0) return database[door](work);
      const name = stepOf(new Error().stack ?? '');
      depth += 1;
      try {
        const value = database[door](() => {
          const done = work();
          point.pass(name, 'before');
          return done;
        });
        point.pass(name, 'after');
        return value;
      } finally {
        depth -= 1;
      }
    };
  return {
    kind: 'open',
    database: { ...database, write: crashing('write'), writeSoon: crashing('writeSoon') },
  };
}

function stepOf(stack: string): string {
  return (
    commitSteps.find((step) => new RegExp(`at (async )?(Object\\.|Module\\.)?${step}\\b`).test(stack)) ??
    'other'
  );
}

/** `before`: the request never left. `after`: the server has answered, and nobody was told. */
export function crashingNetwork(network: Network, point: CrashPoint): Network {
  return async (url, init) => {
    const name = requestSteps.find((step) => new URL(url).pathname.endsWith(step)) ?? 'other';
    point.pass(name, 'before');
    const response = await network(url, init);
    const body = await response.clone().arrayBuffer();
    if (body) point.pass(name, 'after');
    return response;
  };
}
