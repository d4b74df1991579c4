import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../../server/seed/random';
import type { Database, OpenedDatabase } from '../../../src/main/database/open-database';
import type { FaultClass } from '../fault-class';
import {
  beginProfile,
  copyFolder,
  missingIn,
  profileIn,
  queueMentors,
  type Saved,
  temporaryFolder,
  typeRows,
} from '../support/test-profile';

type Damage = { name: string; make(folder: string, random: Random): void };
type Base = { folder: string; earlier: string; foreign: string; key: Buffer; saved: Saved };

const pageBytes = 4096;
const databaseIn = (folder: string) => join(folder, 'feltbok.db');

/** Writes over a few bytes of a file as a disk does, without making it anew. */
function overwrite(file: string, at: number, bytes: Buffer): void {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, bytes, 0, bytes.length, at);
  closeSync(descriptor);
}

function flip(file: string, random: Random): void {
  const bytes = readFileSync(file);
  const at = random.int(0, bytes.length - 1);
  overwrite(file, at, Buffer.from([(bytes[at] ?? 0) ^ (1 << random.int(0, 7))]));
}

function pageOf(file: string, random: Random): number {
  return random.int(0, Math.max(0, Math.floor(readFileSync(file).length / pageBytes) - 1));
}

const damagesOf = (base: Base): Damage[] => [
  { name: 'bit flipped', make: (folder, random) => flip(databaseIn(folder), random) },
  {
    name: 'page zeroed',
    make: (folder, random) => {
      const file = databaseIn(folder);
      overwrite(file, pageOf(file, random) * pageBytes, Buffer.alloc(pageBytes));
    },
  },
  {
    name: 'pages exchanged',
    make: (folder, random) => {
      const file = databaseIn(folder);
      const [one, other] = [pageOf(file, random), pageOf(file, random)];
      const bytes = readFileSync(file);
      overwrite(file, one * pageBytes, bytes.subarray(other * pageBytes, (other + 1) * pageBytes));
    },
  },
  {
    name: 'truncated',
    make: (folder, random) =>
      truncateSync(databaseIn(folder), pageOf(databaseIn(folder), random) * pageBytes),
  },
  { name: 'header gone', make: (folder) => overwrite(databaseIn(folder), 0, Buffer.alloc(100)) },
  { name: 'emptied', make: (folder) => truncateSync(databaseIn(folder), 0) },
  { name: 'removed', make: (folder) => rmSync(databaseIn(folder)) },
  { name: 'log gone', make: (folder) => rmSync(`${databaseIn(folder)}-wal`, { force: true }) },
  {
    name: 'log of another time',
    make: (folder) =>
      writeFileSync(`${databaseIn(folder)}-wal`, readFileSync(`${databaseIn(base.earlier)}-wal`)),
  },
  {
    name: 'database of another time',
    make: (folder) => {
      rmSync(`${databaseIn(folder)}-wal`, { force: true });
      writeFileSync(databaseIn(folder), readFileSync(databaseIn(base.earlier)));
    },
  },
  {
    name: 'database of somebody else',
    make: (folder) => {
      rmSync(`${databaseIn(folder)}-wal`, { force: true });
      writeFileSync(databaseIn(folder), readFileSync(databaseIn(base.foreign)));
    },
  },
  { name: 'no database at all', make: (folder) => writeFileSync(databaseIn(folder), randomBytes(20_000)) },
];

export const faultClass: FaultClass = {
  id: 'F20',
  title: 'database damaged',
  async run({ scaled, random, progress }) {
    const base = await makeBase();
    const folder = temporaryFolder('f20');
    const damages = damagesOf(base);
    const tries = scaled(520);
    const found = { lost: 0, draftsLost: 0, doubled: 0, undetected: 0, notRescued: 0 };
    let harmless = 0;
    for (let index = 0; index < tries; index += 1) {
      progress(index, tries);
      const damage = damages[index % damages.length] as Damage;
      // Every other time nothing of the log has been written to the database yet, as after a crash.
      copyFolder(join(base.folder, index % 2 === 0 ? 'closed' : 'killed'), folder);
      damage.make(folder, random);
      const outcome = await startAfter(folder, base.key);
      if (outcome.kind === 'failed') {
        found.notRescued += 1;
        console.error(`  ${damage.name}: ${outcome.problem}`);
        continue;
      }
      const { mutations, drafts, doubled } = missingIn(outcome.database, base.saved);
      outcome.database.close();
      if (outcome.kind === 'unnoticed') {
        harmless += mutations + drafts === 0 ? 1 : 0;
        found.undetected += mutations + drafts === 0 ? 0 : 1;
      }
      if (mutations + drafts + doubled > 0)
        console.error(`  ${damage.name}: ${mutations}, ${drafts}, ${doubled}`);
      found.lost += mutations;
      found.draftsLost += drafts;
      found.doubled += doubled;
    }
    const wrongKey = openWithWrongKey(base, folder);
    for (const each of [folder, base.folder, base.earlier, base.foreign]) rmSync(each, { recursive: true });
    return {
      tries: tries + 1,
      lost: found.lost + found.draftsLost,
      duplicated: found.doubled,
      corrupt: found.undetected,
      others: { notRescued: found.notRescued, wrongKey },
      note: `${base.saved.mutations.size} mutations and ${base.saved.drafts.size} rows each; ${harmless} damages hit nothing that is used`,
    };
  },
};

type Outcome = { kind: 'rescued' | 'unnoticed'; database: Database } | { kind: 'failed'; problem: string };

/** What a start does, and the reading of every page after it. */
async function startAfter(folder: string, key: Buffer): Promise<Outcome> {
  const profile = profileIn(folder);
  const opened = profile.open(key);
  if (opened.kind === 'open') {
    let damaged = false;
    opened.database.onDamage(() => {
      damaged = true;
    });
    await opened.database.checkPages();
    if (!damaged) return { kind: 'unnoticed', database: opened.database };
    opened.database.close();
  } else if (opened.problem !== 'damaged') return { kind: 'failed', problem: opened.problem };
  return outcomeOf(profile.rescue(key), folder);
}

function outcomeOf(opened: OpenedDatabase, folder: string): Outcome {
  if (opened.kind === 'problem') return { kind: 'failed', problem: opened.problem };
  if (existsSync(join(folder, 'damaged'))) return { kind: 'rescued', database: opened.database };
  opened.database.close();
  return { kind: 'failed', problem: 'nothing was kept' };
}

/** 1 when a key that fits nothing is not named, or changes a file. */
function openWithWrongKey(base: Base, folder: string): number {
  copyFolder(join(base.folder, 'closed'), folder);
  const before = readFileSync(databaseIn(folder));
  const opened = profileIn(folder).open(randomBytes(32));
  const isNamed = opened.kind === 'problem' && opened.problem === 'wrong_key';
  return isNamed && readFileSync(databaseIn(folder)).equals(before) ? 0 : 1;
}

/** A queue, an entry session and settled rows; as it lies after closing, and after a kill with a long log. */
async function makeBase(): Promise<Base> {
  const key = randomBytes(32);
  const work = temporaryFolder('f20-work');
  const folder = temporaryFolder('f20-base');
  const earlier = temporaryFolder('f20-earlier');
  const saved: Saved = { mutations: new Set(), drafts: new Set() };
  let database = open(work, key);
  beginProfile(database);
  queueMentors(database, 60, saved);
  typeRows(database, 8, saved);
  copyFolder(work, earlier);
  database.close();
  database = open(work, key);
  queueMentors(database, 20, saved);
  typeRows(database, 4, saved);
  copyFolder(work, join(folder, 'killed'));
  database.close();
  copyFolder(work, join(folder, 'closed'));
  rmSync(work, { recursive: true });
  const foreign = temporaryFolder('f20-foreign');
  open(foreign, randomBytes(32)).close();
  return { folder, earlier, foreign, key, saved };
}

function open(folder: string, key: Buffer): Database {
  const opened = profileIn(folder).open(key);
  if (opened.kind === 'problem') throw new Error(`Cannot open: ${opened.problem}`);
  return opened.database;
}
