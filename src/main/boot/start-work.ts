import type { SendingHabits } from '../../shared/contracts/computer';
import type { LiveEvent } from '../../shared/contracts/ipc';
import type { Connectivity, Status } from '../../shared/contracts/status';
import type { Person } from '../../shared/contracts/sync-api';
import { isoDay } from '../../shared/rules/format-time';
import { freeHabits, heldBy } from '../../shared/rules/may-sync-now';
import type { Database } from '../database/open-database';
import type { FilePorts } from '../files/save-file';
import { exportHandover } from '../handover/export-handover';
import { type HandedOver, handedOver, isAllHandedOver } from '../handover/handed-over';
import { createImports } from '../handover/import-handover';
import type { HandoverPorts } from '../handover/ports';
import type { Workspace } from '../ipc/calls';
import { errorCode, type Log } from '../log/log';
import type { Context } from '../registrations/context';
import { createRegistrations } from '../registrations/create-registrations';
import { exportActivities } from '../registrations/export-activities';
import { exportContacts } from '../registrations/export-contacts';
import { exportSession } from '../registrations/export-session';
import { exportTrail, listTrailPeople } from '../registrations/export-trail';
import { readHistory } from '../registrations/read-history';
import { debounce } from '../schedule/debounce';
import { createSyncEngine, type SyncEngine } from '../sync/create-sync-engine';
import type { Clock, Random } from '../sync/ports';
import type { ServerClient } from '../sync/server-client';
import { workerApplier } from '../sync/worker-applier';
import { keepTrailHead, type TrailKeeper } from './keep-trail-head';
import { type OverviewPorts, overviewCalls } from './overview-calls';
import { readReadyFacts } from './ready-facts';

/** One person at work with one open database. */
export type Work = {
  engine: SyncEngine;
  workspace: Workspace;
  /** Whether a hand-over finished since the start holds all that is kept only here. */
  isHandedOver(): boolean;
  stop(): void;
};
type ChangedEntity = Extract<LiveEvent, { kind: 'changed' }>['entities'][number];

export type WorkPorts = {
  client: ServerClient;
  /** The program of the thread that writes pages; they are written on this one when left out. */
  applyProgram?: string;
  clock: Clock;
  random: Random;
  /** No other process can have this database open; see the engine's option. */
  previousIsDead?: boolean;
  /** When the app started (epoch ms). */
  bootedAt: number;
  signedIn: () => boolean;
  habits?: () => SendingHabits;
  checkConnectivity: () => Promise<Connectivity>;
  onStatus: (status: Status) => void;
  onChange: (changed: ChangedEntity[]) => void;
  /** A run went well. */
  onSynced: () => void;
  /** Where what she has written to a file goes. */
  files: FilePorts;
  /** Where the trail's head is kept. */
  trail: TrailKeeper;
  /** How a report is printed, and what the overview looks like. */
  overview: OverviewPorts;
  /** Where a hand-over comes from, and what locks one. */
  handover: HandoverPorts;
  log: Log;
};

/** The start belongs to the person; then every page of the database is read once. */
const checkDelayMs = 30_000;
/** Lets a few saves in a row go in one request. */
const saveDelayMs = 1000;

export function startWork(database: Database, person: Person, ports: WorkPorts): Work {
  const { clock, random, files, log } = ports;
  const engine = createSyncEngine({
    database,
    client: ports.client,
    ...(ports.applyProgram ? { applier: workerApplier(database, ports.applyProgram) } : {}),
    clock,
    random,
    previousIsDead: ports.previousIsDead ?? false,
    signedIn: ports.signedIn,
    ...(ports.habits ? { habits: ports.habits } : {}),
    probe: ports.checkConnectivity,
    onChange: ports.onChange,
    onRunEnd(ok) {
      goOn();
      keepTrailHead(database, ports.trail, log);
      if (ok) ports.onSynced();
    },
    onDefect: (error) => log('sync.defect', { error: errorCode(error) }),
  });
  const sending = debounce(saveDelayMs, clock.after, () => void engine.run('save'));
  // She goes on typing when she has her answer: tray, menu and status bar come after it.
  const telling = debounce(0, clock.after, engine.refreshStatus);
  const context: Context = {
    database,
    now: clock.now,
    newId: random.newId,
    today: () => isoDay(clock.now()),
    actor: () => person.id,
    onSaved: (changed) =>
      database.afterCommit(() => {
        telling.call();
        const seen = changed.filter((name) => name !== 'drafts');
        if (seen.length > 0) ports.onChange(seen);
        if (seen.includes('outbox')) sending.call();
      }),
  };
  const {
    queue: { list, glance, ...answers },
    sessions,
    goOn,
    ...records
  } = createRegistrations(context, ports.bootedAt);

  const stopChecking = clock.after(checkDelayMs, () => void database.checkPages());
  const trail: Workspace['trail'] = {
    people: () => listTrailPeople(context, person),
    export: (request) => exportTrail(context, person, { request, ports: { files, ...ports.trail } }),
  };
  const handingOver = { ...context, person };
  let file: HandedOver | null = null;
  const handover: Workspace['handover'] = {
    ...createImports(handingOver, ports.handover),
    export: () =>
      exportHandover(handingOver, { files, lock: ports.handover.lock }, (content) => {
        file = handedOver(content);
      }),
  };
  const ready: Workspace['ready'] = {
    facts: () =>
      readReadyFacts(database, { status: engine.status(), signedIn: ports.signedIn(), now: clock.now() }),
  };
  /** Where fetching waits to be asked for, and nothing else is to be done, nothing goes by itself. */
  const heldNow = () => {
    const habits = ports.habits?.() ?? freeHabits;
    const onlyFetching = habits.metered && engine.status().waiting === 0;
    return heldBy(habits, clock.now()) ?? (onlyFetching ? 'asked' : null);
  };
  engine.onStatus(ports.onStatus);
  // A save that the disk refuses changes nothing but the status.
  database.onProblem(engine.refreshStatus);
  return {
    engine,
    workspace: {
      ...records,
      activities: {
        ...records.activities,
        export: ({ ids }) => exportActivities(context, ids, files),
        history: ({ id }) => readHistory(context, { entity: 'activities', id }, person),
      },
      contacts: { ...records.contacts, export: (asked) => exportContacts(context, asked, files) },
      trail,
      sessions: { ...sessions, export: (asked) => exportSession(context, asked, files) },
      handover,
      ready,
      overview: overviewCalls(context, person, { files, ...ports.overview }),
      sync: {
        queue: list,
        glance: () => ({ ...glance(), held: heldNow() }),
        ...answers,
        ...syncCalls(engine),
      },
    },
    isHandedOver: () => isAllHandedOver(database, file),
    stop() {
      stopChecking();
      sending.stop();
      engine.stop();
    },
  };
}

function syncCalls(
  engine: SyncEngine,
): Pick<Workspace['sync'], 'status' | 'now' | 'check' | 'pause' | 'deleteQuestion' | 'answerDeletes'> {
  return {
    status: () => engine.status(),
    check() {
      engine.checkServer();
      return {};
    },
    deleteQuestion: () => engine.deleteQuestion(),
    answerDeletes: (answer) => ({ kind: engine.answerDeletes(answer) ? 'saved' : 'not_found' }),
    now() {
      void engine.run('now');
      return {};
    },
    pause({ until }) {
      engine.pause(until);
      return {};
    },
  };
}
