import type { BootState } from '../../shared/contracts/ipc';
import type { Organisation } from '../../shared/contracts/organisation';
import type { Connectivity, Status } from '../../shared/contracts/status';
import { speechOf } from '../../shared/rules/words';
import type { Log } from '../log/log';
import type { BrowserSignIn } from '../session/browser-sign-in';
import type { FoundKeyring } from '../session/keyring';
import type { ListedProfile } from '../session/profile-list';
import type { Settings } from '../settings/settings';
import type { ServerClient } from '../sync/server-client';
import { chooseFile } from '../window/choose-file';
import { createLifecycle, type Lifecycle } from './create-lifecycle';
import { handoverPorts } from './handover-ports';
import { openBrowserSignIn } from './open-browser-sign-in';
import { openClient } from './open-client';
import { openStorage } from './open-storage';
import { overviewPorts } from './overview-ports';
import type { Build } from './read-build';
import { startWork, type Work, type WorkPorts } from './start-work';
import { systemClock, systemRandom } from './system-ports';
import { trailPorts } from './trail-ports';

/** One profile from its lock to its work. Nothing in it is shared with another: its tokens go only to its own server. */
export type Life = {
  lifecycle: Lifecycle<Work>;
  client: ServerClient;
  /** Null where the organisation has no identity provider. */
  browser: BrowserSignIn | null;
  end(): void;
  settings: Settings;
  organisation: Organisation;
};

export type LifePorts = {
  findKeyring(): Promise<FoundKeyring>;
  settingsIn(folder: string): Settings;
  previousIsDead: boolean;
  bootedAt: number;
  /** False while sending is paused. */
  mayGoOn(): boolean;
  checkConnectivity(): Promise<Connectivity>;
  /** Told by the open profile alone. */
  onStatus(status: Status): void;
  onChange: WorkPorts['onChange'];
  onSynced(): void;
  onBoot(boot: BootState): void;
  onSession(): void;
  log: Log;
};

export function openLife(build: Build, profile: ListedProfile, ports: LifePorts): Life {
  const { log } = ports;
  const settings = ports.settingsIn(profile.folder);
  const organisation = build.organisationOf(profile.organisation);
  const client = openClient(
    build.addressOf(organisation),
    { access: () => lifecycle.session.access(), refresh: () => lifecycle.session.refresh() },
    ports.mayGoOn,
  );
  const lifecycle: Lifecycle<Work> = createLifecycle<Work>({
    ...openStorage({ folder: profile.folder, findKeyring: ports.findKeyring, log }),
    client,
    startWork: (database, person) =>
      startWork(database, person, {
        ...ports,
        client,
        applyProgram: build.fileOf('out', 'main', 'apply-worker.js'),
        clock: systemClock,
        random: systemRandom,
        signedIn: () => lifecycle.session.signedIn(),
        habits: () => settings.get('sending'),
        files: { chooseFile, speech: () => speechOf(settings.get('language'), organisation.wording) },
        trail: trailPorts(settings),
        overview: overviewPorts(settings, organisation),
        handover: handoverPorts,
      }),
    nowMs: systemClock.now,
    newId: systemRandom.newId,
    onBoot: ports.onBoot,
    onSession: ports.onSession,
    log,
  });
  const browser = openBrowserSignIn(organisation, { signIn: lifecycle.signIn, settings });
  return { lifecycle, client, browser, end: () => browser?.cancel(), settings, organisation };
}
