import type { Language, LiveEvent } from '../../shared/contracts/ipc';
import type { Status } from '../../shared/contracts/status';
import { decideNotification } from '../../shared/rules/decide-notification';
import { notificationPlaces, notificationText } from '../../shared/rules/notification-text';
import { openNotifications } from '../notify/system-notifications';
import { findNeeding } from '../registrations/find-needing';
import { readWaitFacts } from '../registrations/read-wait-facts';
import type { Settings } from '../settings/settings';
import type { MainWindow } from '../window/main-window';
import type { Lifecycle } from './create-lifecycle';
import type { Build } from './read-build';
import type { Work } from './start-work';

export type NotificationPorts = {
  lifecycle: Lifecycle<Work>;
  window: MainWindow;
  settings: Settings;
  appName(): string;
  status(): Status;
  goTo(to: Extract<LiveEvent, { kind: 'go' }>['to'], row?: string): void;
  nowMs(): number;
};

/** What only grows old needs no new status to be worth telling. */
const lookAgainMs = 30_000;

/** Notifications of the operating system, decided anew when the state is another one and each half minute. */
export function setUpNotifications(
  { fileOf }: Build,
  ports: NotificationPorts,
): { follow(status: Status): void } {
  const { lifecycle, settings } = ports;
  const notifications = openNotifications(fileOf('resources', 'icons', 'app-256.png'));
  let followed = '';
  setInterval(look, lookAgainMs).unref();

  function look(): void {
    const { status, nowMs } = { status: ports.status(), nowMs: ports.nowMs() };
    const before = settings.get('notified');
    const { memory, notification } = decideNotification({
      status,
      facts: readWaitFacts(lifecycle.work() ? lifecycle.database() : null, nowMs),
      locked: lifecycle.state().kind === 'enter_passphrase',
      silent: settings.get('quiet') || ports.window.isInFront(),
      memory: before,
      nowMs,
    });
    if (JSON.stringify(memory) !== JSON.stringify(before)) settings.set('notified', memory);
    if (!notification) return;
    const language: Language = settings.get('language');
    const text = notificationText(notification, { status, language, appName: ports.appName(), nowMs });
    // The operating system is told of none of it; what the click leads to is remembered here.
    const row = notification.kind === 'attention' ? needing() : null;
    notifications.show(notification.kind, text, () =>
      ports.goTo(notificationPlaces[notification.kind], row ?? undefined),
    );
  }

  function needing(): string | null {
    const database = lifecycle.database();
    return database && findNeeding(database);
  }

  return {
    // A run tells of each batch; how far it has come is nothing to notify of.
    follow({ kind, needsPerson }) {
      const state = `${kind} ${needsPerson}`;
      if (state === followed) return;
      followed = state;
      look();
    },
  };
}
