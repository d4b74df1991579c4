import type { Look } from '../../shared/contracts/computer';
import type { Language, LiveEvent } from '../../shared/contracts/ipc';
import { assertNever } from '../../shared/rules/assert-never';
import { api } from '../api/client';
import { goTo } from '../routes';
import { bumpVersions, type Changed, useApp } from './app-store';

const reconnectDelayMs = 1000;
let statusesTold = 0;
const everything: Changed[] = [
  'org_units',
  'activity_types',
  'settings',
  'contacts',
  'peer_mentors',
  'activities',
  'outbox',
  'conflicts',
  'notices',
  'runs',
];

/** Keeps the store as the main process says, for as long as the window lives. */
export async function watchMain(): Promise<never> {
  for (;;) {
    try {
      // Listen before reading, so that nothing that happens in between is missed.
      const events = await api.app.live();
      await readEverything();
      for await (const event of events) apply(event);
    } catch (cause) {
      console.error(
        'The connection to the main process broke off.',
        cause instanceof Error ? cause.name : '',
      );
    }
    await new Promise((resolve) => setTimeout(resolve, reconnectDelayMs));
  }
}

async function readEverything(): Promise<void> {
  const told = await api.app.boot();
  const { boot } = told;
  useApp.setState(told);
  bumpVersions(everything);
  if (boot.kind === 'ready') await readSigned();
}

/** What can be read only when the database is open. A status that was told meanwhile is newer than the answer. */
async function readSigned(): Promise<void> {
  const before = statusesTold;
  const [status, notices] = await Promise.all([api.sync.status(), api.sync.notices()]);
  useApp.setState(statusesTold === before ? { status, notices } : { notices });
}

function apply(event: LiveEvent): void {
  switch (event.kind) {
    case 'status':
      statusesTold += 1;
      useApp.setState({ status: event.status });
      break;
    case 'boot':
      useApp.setState({ boot: event.boot });
      if (event.boot.kind === 'ready') void readSigned().then(() => bumpVersions(everything));
      break;
    case 'changed':
      bumpVersions(event.entities);
      if (event.entities.includes('notices')) void readNotices();
      break;
    case 'go':
      useApp.setState({ soughtRow: event.row ?? null });
      goTo(event.to);
      break;
    default:
      assertNever(event);
  }
}

async function readNotices(): Promise<void> {
  useApp.setState({ notices: await api.sync.notices() });
}

/** Takes the notice away and changes nothing else. */
export async function dismissNotice(id: string): Promise<void> {
  useApp.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
  await api.sync.dismissNotice({ id });
}

export async function chooseLanguage(language: Language): Promise<void> {
  useApp.setState({ language });
  await api.app.setLanguage({ language });
}

export async function chooseLook(changes: Partial<Look>): Promise<void> {
  const look = { ...useApp.getState().look, ...changes };
  useApp.setState({ look });
  await api.app.setLook(look);
}

export async function endPractice(): Promise<void> {
  useApp.setState({ practised: true });
  await api.app.endPractice();
}

export async function chooseQuiet(quiet: boolean): Promise<void> {
  useApp.setState({ quiet });
  await api.app.setQuiet({ quiet });
}
