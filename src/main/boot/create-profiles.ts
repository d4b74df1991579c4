import type {
  DeleteConsent,
  OpenedProfileResult,
  RemovedProfile,
  RenamedProfile,
} from '../../shared/contracts/profiles';
import { countAll } from '../../shared/rules/may-delete';
import { storageProblemOf } from '../database/storage-error';
import { errorCode, type Log } from '../log/log';
import { countUnsent } from '../session/count-unsent';
import type { ListedProfile, ProfileList } from '../session/profile-list';
import type { Lifecycle, Stoppable } from './create-lifecycle';

/** What there is of one profile while it is open: made anew each time, so that nothing of another is left in it. */
type Life<Work extends Stoppable> = {
  lifecycle: Lifecycle<Work>;
  /** Breaks off what goes on beside the lifecycle. */
  end?(): void;
};

export type ProfilesPorts<Work extends Stoppable, One extends Life<Work>> = {
  list: ProfileList;
  /** Everything of one profile, not started. */
  make(profile: ListedProfile): One;
  newId(): string;
  /** The page may ask nothing any more: its next question would meet another profile. */
  beforeChange(): void;
  /** Another one is there and is about to start. */
  afterChange(): void;
  log: Log;
};

export type Profiles<Work extends Stoppable, One extends Life<Work>> = {
  /** The one that is open, if only as far as its lock. */
  current(): One & { profile: ListedProfile };
  /** Of the open one, whichever that is just then. */
  lifecycle: Lifecycle<Work>;
  list(): ListedProfile[];
  open(id: string): Promise<OpenedProfileResult>;
  create(input: { label: string; organisation: string | null }): Promise<OpenedProfileResult>;
  /** Closes the open one down to its passphrase. False, and nothing done, where it has none: that would keep nobody out. */
  lock(): boolean;
  rename(label: string): RenamedProfile;
  remove(consent: DeleteConsent): Promise<RemovedProfile>;
  /** To be told when it has been unlocked: what waits in it is not known again until it is closed. */
  noteUnlocked(): void;
  /** Ends the open one, with a note of what waits in it. */
  stop(): void;
};

/** A list that nobody can read any more helps nobody. */
const most = 20;

/**
 * The profiles of this computer, one of them open at a time. Whatever works with a database ends before another is
 * opened; each has its own tokens, so that no request can go out in another's name.
 */
export function createProfiles<Work extends Stoppable, One extends Life<Work>>(
  ports: ProfilesPorts<Work, One>,
): Profiles<Work, One> {
  const { list, log } = ports;
  let profile = list.current();
  let open = ports.make(profile);
  let isUnlocked = false;
  attempt(() => list.choose(profile.id));

  const close = () => {
    const { database, stop } = open.lifecycle;
    const unsent = unsentIn(database());
    open.end?.();
    stop();
    if (isUnlocked) attempt(() => list.noteUnsent(profile.id, unsent));
    isUnlocked = false;
  };
  const change = async (next: ListedProfile) => {
    ports.beforeChange();
    close();
    await begin(next);
  };
  const begin = async (next: ListedProfile) => {
    profile = list.find(next.id) ?? next;
    attempt(() => list.choose(next.id));
    open = ports.make(profile);
    ports.afterChange();
    log('session.profile_opened', { count: list.all().length });
    await open.lifecycle.start();
  };

  return {
    current: () => ({ ...open, profile }),
    lifecycle: {
      state: () => open.lifecycle.state(),
      get session() {
        return open.lifecycle.session;
      },
      work: () => open.lifecycle.work(),
      database: () => open.lifecycle.database(),
      start: () => open.lifecycle.start(),
      isLockable: () => open.lifecycle.isLockable(),
      unlock: (passphrase) => open.lifecycle.unlock(passphrase),
      signIn: (input) => open.lifecycle.signIn(input),
      stop: () => open.lifecycle.stop(),
    },
    list: () => list.all(),
    async open(id) {
      const found = list.find(id);
      if (!found) return { kind: 'not_found' };
      await change(found);
      return { kind: 'opened' };
    },
    async create(input) {
      if (list.all().length >= most) return { kind: 'too_many' };
      const made = orProblem(() => list.add({ id: ports.newId(), ...input }));
      if ('problem' in made) return made;
      await change(made);
      return { kind: 'opened' };
    },
    lock() {
      if (!open.lifecycle.isLockable()) return false;
      log('session.locked');
      void change(profile);
      return true;
    },
    rename(label) {
      const renamed = orProblem(() => {
        list.rename(profile.id, label);
        return { kind: 'saved' as const };
      });
      if (renamed.kind === 'saved') profile = { ...profile, label };
      return renamed;
    },
    async remove(consent) {
      const leaving = profile;
      const { lifecycle } = open;
      if (!lifecycle.database()) return { kind: 'not_open' };
      const signedOut = await lifecycle.session.signOut(consent);
      if (signedOut.kind === 'unsent') return signedOut;
      if (profile !== leaving) return { kind: 'not_open' };
      ports.beforeChange();
      open.end?.();
      lifecycle.stop();
      isUnlocked = false;
      const removed = orProblem(() => {
        list.remove(leaving.id);
        return { kind: 'removed' as const };
      });
      await begin(removed.kind === 'removed' ? list.current() : leaving);
      return removed;
    },
    noteUnlocked() {
      if (isUnlocked) return;
      isUnlocked = true;
      attempt(() => list.noteUnsent(profile.id, null));
    },
    stop: close,
  };

  /** The list adds comfort; that the disk does not take it is no reason to keep anybody from her work. */
  function attempt(write: () => void): void {
    try {
      write();
    } catch (error) {
      log('session.profiles_not_written', { error: errorCode(error) });
    }
  }
}

function unsentIn(database: Parameters<typeof countUnsent>[0] | null): number | null {
  if (!database) return null;
  try {
    return countAll(countUnsent(database));
  } catch {
    return null;
  }
}

function orProblem<T>(write: () => T) {
  try {
    return write();
  } catch (error) {
    const problem = storageProblemOf(error);
    if (problem) return { kind: 'storage_problem' as const, problem };
    throw error;
  }
}
