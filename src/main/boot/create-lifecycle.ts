import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { BootState, SignInResult } from '../../shared/contracts/ipc';
import type { Person } from '../../shared/contracts/sync-api';
import { readFeatures } from '../../shared/rules/feature-flags';
import type { Database, OpenedDatabase } from '../database/open-database';
import { readSession, type SessionRow } from '../database/session-row';
import { storageProblemOf } from '../database/storage-error';
import { readSyncState, renewDevice } from '../database/sync-state';
import type { Log } from '../log/log';
import { countUnsent } from '../session/count-unsent';
import { keepSession } from '../session/keep-session';
import {
  type Credentials,
  createSession,
  type Session,
  type SessionClient,
  type SessionStore,
} from '../session/session';
import type { Vault } from '../session/vault';

/** Something that lives as long as one person works with one open database. */
export type Stoppable = {
  stop(): void;
  /** Whether a finished hand-over holds all that is kept only here; never, where it is left out. */
  isHandedOver?(): boolean;
};

const nothing = { waiting: 0, parked: 0, conflicts: 0, drafts: 0 };

export type LifecycleOptions<Work extends Stoppable> = {
  /** The key that it gives is the lifecycle's own from then on, and is wiped when that ends. */
  vault: Vault;
  databaseFile: string;
  open: (key: Buffer) => OpenedDatabase;
  /** Moves what was saved from a damaged database to a new one and opens that. */
  rescue: (key: Buffer) => OpenedDatabase;
  client: SessionClient;
  startWork: (database: Database, person: Person) => Work;
  nowMs: () => number;
  newId: () => string;
  onBoot: (boot: BootState) => void;
  /** The sign-in began or ended while the same work goes on. */
  onSession: () => void;
  log: Log;
};

export type Lifecycle<Work extends Stoppable> = {
  state(): BootState;
  session: Session;
  /** Null until the state is `ready`. */
  work(): Work | null;
  database(): Database | null;
  start(): Promise<void>;
  /** Whether it is open, and would ask for a passphrase to open it again. */
  isLockable(): boolean;
  unlock(passphrase: string): Promise<{ ok: boolean }>;
  signIn(credentials: Credentials): Promise<SignInResult>;
  /** Ends for good: whatever is under way still opens nothing and tells nobody. */
  stop(): void;
};

/** Enough for a window to draw a screen. */
const rescueDelayMs = 50;

/** From a closed database to a person at work: key → database → sign-in → work; and back on signing out. */
export function createLifecycle<Work extends Stoppable>(options: LifecycleOptions<Work>): Lifecycle<Work> {
  const { vault, log } = options;
  let state: BootState = { kind: 'starting' };
  let key: Buffer | null = null;
  let database: Database | null = null;
  let work: Work | null = null;
  let isOver = false;
  /** Asked at every step of a run; nothing else writes it while this database is open. */
  let kept: { of: Database; row: SessionRow | null } | null = null;

  const moveTo = (next: BootState) => {
    if (isOver) return;
    state = next;
    log('app.boot', 'problem' in next ? { state: next.kind, problem: next.problem } : { state: next.kind });
    options.onBoot(next);
  };
  const openWith = async (nextKey: Buffer) => {
    if (isOver) return void nextKey.fill(0);
    key = nextKey;
    const opened = options.open(nextKey);
    if (opened.kind === 'problem' && opened.problem === 'damaged') return rescue(nextKey);
    accept(opened);
  };
  const accept = (opened: OpenedDatabase) => {
    if (opened.kind === 'problem') return moveTo({ kind: 'storage_problem', problem: opened.problem });
    hold(opened.database);
    followSession();
  };
  const hold = (opened: Database) => {
    database = opened;
    // Whoever met the damage is still in the middle of its work with the database.
    opened.onDamage(async () => {
      await Promise.resolve();
      if (key && database === opened) await rescue(key);
    });
  };
  const rescue = async (ownKey: Buffer) => {
    moveTo({ kind: 'rescuing' });
    close();
    // The window draws what is going on before this thread is busy with it.
    await new Promise((resolve) => setTimeout(resolve, rescueDelayMs));
    if (isOver) return;
    try {
      accept(options.rescue(ownKey));
    } catch (error) {
      const problem = storageProblemOf(error);
      if (!problem) throw error;
      moveTo({ kind: 'storage_problem', problem });
    }
  };
  const followSession = () => {
    if (isOver) return;
    const row = database ? readSession(database) : null;
    if (!database || !row) return moveTo({ kind: 'sign_in' });
    const { person, ended } = row;
    work ??= options.startWork(database, person);
    moveTo({ kind: 'ready', person, features: readFeatures(row.features), ended });
    options.onSession();
  };
  const close = () => {
    work?.stop();
    work = null;
    database?.close();
    database = null;
    // It holds a token, which has no business in memory once the database is locked.
    kept = null;
  };
  const startFresh = () => {
    close();
    removeDatabase(options.databaseFile);
    if (!key) return;
    const opened = options.open(key);
    if (opened.kind === 'open') hold(opened.database);
    else moveTo({ kind: 'storage_problem', problem: opened.problem });
  };
  const readKept = () => {
    if (database && kept?.of !== database) kept = { of: database, row: readSession(database) };
    return database && kept ? kept.row : null;
  };
  const store: SessionStore = {
    read: readKept,
    write(row, told) {
      kept = null;
      const notice = told?.areaChanged ? { id: options.newId(), at: options.nowMs() } : null;
      if (database) keepSession(database, row, notice);
    },
    deviceId: () => (database ? readSyncState(database, options.newId).deviceId : options.newId()),
    renewDevice: () => database && renewDevice(database, options.newId),
    unsent: () => (database ? countUnsent(database) : nothing),
    isHandedOver: () => work?.isHandedOver?.() ?? false,
    startFresh,
  };
  /** Null when the folder cannot be read or written; the state says so. */
  const askVault = async <Answer>(ask: () => Promise<Answer>): Promise<Answer | null> => {
    try {
      return await ask();
    } catch (error) {
      // The folder may have gone with the profile.
      if (isOver) return null;
      const problem = storageProblemOf(error);
      if (!problem) throw error;
      moveTo({ kind: 'storage_problem', problem });
      return null;
    }
  };
  const storageProblemIn = () => (state.kind === 'storage_problem' ? state : null);
  const session = createSession({
    client: options.client,
    store,
    nowMs: options.nowMs,
    onChange: () => state.kind !== 'storage_problem' && state.kind !== 'rescuing' && followSession(),
    log,
  });

  return {
    state: () => state,
    session,
    work: () => work,
    database: () => database,
    async start() {
      const opened = await askVault(vault.open);
      if (!opened) return;
      if (opened.kind === 'open') await openWith(opened.key);
      else if (opened.kind === 'choose_passphrase') moveTo({ kind: 'choose_passphrase' });
      else if (opened.kind === 'enter_passphrase') moveTo({ kind: 'enter_passphrase', wrong: false });
      else moveTo({ kind: 'key_problem', problem: opened.why });
    },
    isLockable: () => database !== null && vault.asksPassphrase(),
    async unlock(passphrase) {
      if (state.kind !== 'choose_passphrase' && state.kind !== 'enter_passphrase') return { ok: false };
      const opened = await askVault(() => vault.openWith(passphrase));
      if (opened) await openWith(opened);
      else if (!storageProblemIn()) moveTo({ kind: 'enter_passphrase', wrong: true });
      return { ok: opened !== null };
    },
    async signIn(credentials) {
      if (state.kind === 'storage_problem') return state;
      if (state.kind === 'rescuing') return { kind: 'storage_problem', problem: 'damaged' };
      if (!database) return { kind: 'storage_problem', problem: 'wrong_key' };
      try {
        const result = await session.signIn(credentials);
        // The first person's database made room for a new one, which could not be made.
        return storageProblemIn() ?? result;
      } catch (error) {
        const problem = storageProblemOf(error);
        if (problem) return { kind: 'storage_problem', problem };
        throw error;
      }
    },
    stop() {
      isOver = true;
      close();
      key?.fill(0);
      key = null;
    },
  };
}

/** The database, its log and copies of it. */
function removeDatabase(file: string): void {
  const folder = dirname(file);
  for (const name of readdirSync(folder)) {
    if (name.startsWith(basename(file))) rmSync(join(folder, name), { force: true });
  }
}
