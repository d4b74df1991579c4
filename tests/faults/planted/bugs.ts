import { type Planted, planted } from '../../simulation/planted/bugs';

/** A mistake that a class of faults must notice; `tries`: how much of a full run that takes. */
export type PlantedForClass = { id: string; tries: number; bug: Planted };

const fromSimulation = (name: string): Planted => {
  const bug = planted.find((one) => one.name === name);
  if (!bug) throw new Error(`The simulation plants no "${name}".`);
  return bug;
};

const saysNothingOf = (problem: 'disk_full' | 'io'): Planted => ({
  name: `a commit that met ${problem} is called saved`,
  file: 'src/main/database/wrap-connection.ts',
  find: 'if (error !== gaveWay) throw storageErrorOf(error);',
  replace: `if (error !== gaveWay) {
        const met = storageErrorOf(error);
        if (met instanceof StorageError && met.problem === '${problem}') return undefined as T;
        throw met;
      }`,
});

/** For each class whose own figures do not already hold a planted mistake, as those of F15 do. */
export const plantedForClasses: readonly PlantedForClass[] = [
  { id: 'F14', tries: 0.2, bug: fromSimulation('settles before the answer is there') },
  { id: 'F16', tries: 0.1, bug: saysNothingOf('disk_full') },
  { id: 'F17', tries: 0.1, bug: saysNothingOf('io') },
  {
    id: 'F20',
    tries: 0.1,
    bug: {
      name: 'the rescue does not look into the copy of the queue',
      file: 'src/main/boot/open-profile.ts',
      find: 'const copy = readAnyCopy(databaseFile, key);',
      replace: 'const copy = null; void readAnyCopy;',
    },
  },
  {
    id: 'F22',
    tries: 0.2,
    bug: {
      name: 'a migration in as many transactions as statements',
      file: 'src/main/database/migrate-database.ts',
      find: 'migrate(orm, { migrationsFolder });',
      replace: `if (isNew) migrate(orm, { migrationsFolder });
    else
      for (const { sql, hash, folderMillis } of readMigrationFiles({ migrationsFolder })) {
        if (folderMillis <= applied) continue;
        for (const statement of sql) connection.exec(statement);
        connection.prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)').run(hash, folderMillis);
      }`,
    },
  },
  {
    id: 'F9b',
    tries: 0.2,
    bug: {
      name: 'a lost answer to a refresh is given again for 30 s only',
      file: 'server/session/refresh-session.ts',
      find: 'return !successor_used || now - rotated_ms <= doubledMs;',
      replace: 'return now - rotated_ms <= doubledMs;',
    },
  },
  {
    id: 'F9b',
    tries: 0.2,
    bug: {
      name: 'a successor that was used is given again',
      file: 'server/session/refresh-session.ts',
      find: 'return !successor_used || now - rotated_ms <= doubledMs;',
      replace: 'return true;',
    },
  },
  {
    id: 'F10',
    tries: 0.3,
    bug: {
      name: 'a closed account is called an expired sign-in',
      file: 'server/session/refresh-session.ts',
      find: "if (!person) return refused('ACCOUNT_CLOSED');",
      replace: "if (!person) return refused('REFRESH_REFUSED');",
    },
  },
  {
    id: 'F38',
    tries: 0.02,
    bug: {
      name: 'a copied profile is not noticed',
      file: 'server/push/find-copy.ts',
      find: 'return row?.copied === true;',
      replace: 'return row === undefined;',
    },
  },
  { id: 'F25', tries: 0.02, bug: fromSimulation('takes any number of results as all applied') },
  {
    id: 'F37',
    tries: 0.1,
    bug: {
      name: 'what waits is taken for sent on closing',
      file: 'src/main/boot/create-lifecycle.ts',
      find: `    work?.stop();
    work = null;`,
      replace: `    work?.stop();
    work = null;
    database?.prepare("UPDATE outbox SET state = 'settled', outcome = 'applied', settled_at = 0 WHERE state IN ('pending', 'in_flight')").run();`,
    },
  },
];
