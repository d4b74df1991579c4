import type { SendingHabits } from '../../shared/contracts/computer';
import type { EntityName } from '../../shared/contracts/entities';
import type { DeleteQuestion, Trigger } from '../../shared/contracts/ipc';
import type { Connectivity, Status } from '../../shared/contracts/status';
import { computeStatus } from '../../shared/rules/compute-status';
import { freeHabits, mayFetchNow, maySyncNow } from '../../shared/rules/may-sync-now';
import { countMutations, holdsNewer } from '../database/count-work';
import type { Database } from '../database/open-database';
import { StorageError } from '../database/storage-error';
import { readPausedUntil, readSyncState, type SyncState, updateSyncState } from '../database/sync-state';
import { forgetRetries, nextRetryAt, releaseAll } from '../outbox/claim';
import { guardRun, type RunGuard } from './guard-run';
import { answerDeletes, readDeleteQuestion } from './hold-deletes';
import { takeLease } from './lease';
import { isDue, nextWait } from './next-run';
import { inlineApplier, type PageApplier } from './page-applier';
import { dropPause, standingPause } from './pause';
import type { Clock, Random } from './ports';
import { readStatusFacts } from './read-status-facts';
import { recordStall } from './record-run';
import { runOnce } from './run-once';
import type { ServerClient } from './server-client';

export type Changed = EntityName | 'outbox' | 'conflicts' | 'notices' | 'runs';

export type SyncEngine = {
  /** Runs unless something speaks against it; calls at the same time share one run. Never rejects for an expected reason. */
  run(trigger: Trigger): Promise<void>;
  status(): Status;
  /** Whether she has paused, at less cost than the whole status. */
  isPaused(): boolean;
  /** Pauses until then (epoch ms), or goes on with null. A pause is absolute: no request until it ends. */
  pause(until: number | null): void;
  /** Compares everything here with the server, in a run now or the next that reaches it. */
  checkServer(): void;
  /** Whether the server wants to delete so much that the person is asked; null when it does not. */
  deleteQuestion(): DeleteQuestion | null;
  /** Her word. With yes, the page that was stopped is fetched and let through once. False when the question is another by now. */
  answerDeletes(answer: { id: string; accept: boolean }): boolean;
  /** To be called after every save and after signing in or out: the status is computed anew and told if it changed. */
  refreshStatus(): void;
  /** What the watcher found. Back online starts a run and forgets our own backoff. */
  applyConnectivity(connectivity: Connectivity): void;
  onStatus(listener: (status: Status) => void): () => void;
  /** Ends the run under way where it is, and all timers. */
  stop(): void;
};

export type SyncEngineOptions = {
  database: Database;
  client: ServerClient;
  /** Where pages are written; on this thread when left out. Closed with the engine. */
  applier?: PageApplier;
  clock: Clock;
  random: Random;
  /**
   * The caller knows that no other process has this database open, so that a lease left there is a crash's. Without it
   * a run waits until that lease has run out.
   */
  previousIsDead?: boolean;
  /** Whether there is a person whose tokens may be used. */
  signedIn(): boolean;
  /** Her choices for this computer of when it sends by itself; whenever it can when left out. */
  habits?(): SendingHabits;
  /** Asks the server for its health now, before each run and after one that failed. */
  probe(): Promise<Connectivity>;
  onChange(changed: Changed[]): void;
  /** A run ended; `ok` tells whether the server took and gave everything. */
  onRunEnd?(ok: boolean): void;
  /** An error nobody planned for. */
  onDefect(error: unknown): void;
};

/**
 *   idle ──trigger──▶ check ──lease, online──▶ push ──▶ pull ──▶ record ──▶ idle (timer set for what is due next)
 *                       │                        └────────┴── stalled ──▶ record ──▶ idle
 *                       └── paused, signed out, held by her choice, too early, another's lease, offline ──▶ idle
 */
export function createSyncEngine(options: SyncEngineOptions): SyncEngine {
  const { database, client, clock, random } = options;
  const applier = options.applier ?? inlineApplier(database);
  const listeners = new Set<(status: Status) => void>();
  let connectivity: Connectivity = 'offline';
  let heardOfNetwork = false;
  let running: Promise<void> | null = null;
  let goesOnAfter: Trigger | null = null;
  /** Whether she asked for a run while one was under way. */
  let isAskedAgain = false;
  let sending: { done: number; total: number } | null = null;
  let cancelTimer: (() => void) | null = null;
  let stopped = false;
  let told = '';
  let endRun = () => {};
  let checkAsked = false;

  const habits = options.habits ?? (() => freeHabits);
  const lease = { database, owner: random.newId(), newId: random.newId };
  // Another version cannot write while this one runs, so it is asked once.
  const newerQueued = holdsNewer(database);
  const previousIsDead = options.previousIsDead ?? false;

  releaseAll(database);

  const state = () => readSyncState(database, random.newId);
  // Asked before every request: one column instead of the whole row.
  const isPaused = () => standingPause({ pausedUntil: readPausedUntil(database) }, clock.now()) !== null;
  const mayGoOn = () => !stopped && options.signedIn() && !isPaused();

  const status = () =>
    computeStatus(
      readStatusFacts(database, {
        connectivity,
        signedIn: options.signedIn(),
        newerQueued,
        sending,
        habits: habits(),
        now: clock.now(),
        newId: random.newId,
      }),
    );

  function tellStatus(): void {
    if (stopped) return;
    const current = status();
    const text = JSON.stringify(current);
    if (text === told) return;
    told = text;
    for (const listener of listeners) listener(current);
  }

  /** What speaks against a run without asking anybody. */
  function mayStart(trigger: Trigger): boolean {
    const standing = state();
    if (stopped || !options.signedIn() || standingPause(standing, clock.now()) !== null) return false;
    dropPause(database, standing);
    if (!maySyncNow(trigger, habits(), clock.now())) return false;
    if (!mayFetchNow(trigger, habits(), standing.initialised) && countMutations(database).waiting === 0)
      return false;
    const isAskedFor = trigger === 'now' || trigger === 'connectivity';
    if (isAskedFor) forgetBackoff(standing);
    return isDue(standing, { isAskedFor, now: clock.now() });
  }

  function forgetBackoff({ runFailures, retryAt }: SyncState): void {
    if (runFailures > 0 || retryAt !== null) updateSyncState(database, { runFailures: 0, retryAt: null });
    forgetRetries(database);
  }

  async function perform(trigger: Trigger): Promise<void> {
    const startedAt = clock.now();
    let othersUntil: number | null = null;
    try {
      if (!mayStart(trigger)) return;
      othersUntil = takeLease(lease, { now: clock.now(), previousIsDead });
      if (othersUntil === null) await runGuarded(trigger);
    } catch (error) {
      // A disk that is full is the status's business; the mutations stay as they are.
      if (!(error instanceof StorageError)) options.onDefect(error);
    } finally {
      sending = null;
      if (!stopped) applier.rest();
      tellStatus();
      setTimer({ since: startedAt, othersUntil });
    }
  }

  async function runGuarded(trigger: Trigger): Promise<void> {
    const guard = guardRun(lease, client, clock);
    endRun = guard.end;
    try {
      const ended = await Promise.race([attempt(trigger, guard), guard.stalled]);
      if (ended !== 'stalled' || stopped) return;
      recordStall(database, { trigger, now: clock.now() }, random);
      options.onChange(['outbox', 'notices', 'runs']);
    } finally {
      guard.end();
    }
  }

  async function attempt(trigger: Trigger, guard: RunGuard): Promise<void> {
    // Asked before each run, not remembered: nobody else shall be handed a token because a server answered here once.
    connectivity = await options.probe();
    if (connectivity !== 'online' || !guard.isCurrent() || !mayGoOn()) return;
    sending = { done: 0, total: 0 };
    tellStatus();
    const checks = checkAsked;
    await runOnce(
      {
        database,
        client: guard.client,
        applier,
        clock: guard.clock,
        random,
        checkAsked: checks,
        fetches: mayFetchNow(trigger, habits(), state().initialised),
        mayGoOn: () => !stopped && guard.isCurrent() && mayGoOn(),
        onProgress(progress, changed) {
          sending = progress ?? { done: 0, total: 0 };
          tellStatus();
          options.onChange([...changed, 'outbox']);
        },
      },
      trigger,
    );
    if (stopped || !guard.isCurrent()) return;
    options.onChange(['outbox', 'conflicts', 'notices', 'runs']);
    const ok = state().runFailures === 0;
    // What was asked for while this run was under way is the next one's.
    if (ok && checks) checkAsked = false;
    // A run that failed may have met a network that went away: say which it is.
    if (!ok && mayGoOn()) connectivity = await options.probe();
    options.onRunEnd?.(ok);
  }

  /** What was due before `since` has had its turn, or waits for another. */
  function setTimer({ since, othersUntil }: { since: number; othersUntil: number | null }): void {
    cancelTimer?.();
    if (stopped) return;
    const ofMutations = nextRetryAt(database, since);
    const waitMs = nextWait(state(), { ofMutations, othersUntil, now: clock.now() });
    if (waitMs !== null) cancelTimer = clock.after(waitMs, () => void engine.run('schedule'));
  }

  /** What the person just decided may come too late for the run under way. */
  function runAfterThis(): void {
    void Promise.resolve(running).then(() => engine.run('now'));
  }

  const engine: SyncEngine = {
    run(trigger) {
      if (stopped) return Promise.resolve();
      if (running) {
        // What was saved after the run chose its batches has to go too, and what others saved after it has fetched has
        // to come: a second run follows at once.
        if (trigger === 'save' || trigger === 'poke') goesOnAfter ??= trigger;
        if (trigger === 'now') isAskedAgain = true;
        return running;
      }
      running = perform(trigger).finally(() => {
        running = null;
        if (stopped) return;
        // The network may be there by now, and she has asked: a run that was failing already is no answer to that.
        const again = isAskedAgain && state().runFailures > 0 ? 'now' : goesOnAfter;
        isAskedAgain = false;
        goesOnAfter = null;
        if (again) void engine.run(again);
      });
      return running;
    },
    status,
    isPaused,
    pause(until) {
      updateSyncState(database, { pausedUntil: until });
      tellStatus();
      setTimer({ since: clock.now(), othersUntil: null });
      if (until !== null) return;
      // A run that the pause has told to stop may be settling its last answer still.
      if (running) goesOnAfter = 'save';
      else void engine.run('now');
    },
    checkServer() {
      checkAsked = true;
      runAfterThis();
    },
    deleteQuestion: () => readDeleteQuestion(state()),
    answerDeletes(answer) {
      if (!answerDeletes(database, state(), answer)) return false;
      tellStatus();
      options.onChange(['notices', 'runs']);
      if (answer.accept) runAfterThis();
      return true;
    },
    refreshStatus: tellStatus,
    applyConnectivity(found) {
      // The first word after a start is no network coming back: a wait that was under way goes on.
      const trigger = heardOfNetwork ? 'connectivity' : 'start';
      const cameOnline = found === 'online' && (connectivity !== 'online' || !heardOfNetwork);
      heardOfNetwork = true;
      connectivity = found;
      tellStatus();
      if (cameOnline) void engine.run(trigger);
    },
    onStatus(listener) {
      listeners.add(listener);
      listener(status());
      return () => listeners.delete(listener);
    },
    stop() {
      if (stopped) return;
      endRun();
      stopped = true;
      cancelTimer?.();
      listeners.clear();
      applier.close();
    },
  };
  return engine;
}
