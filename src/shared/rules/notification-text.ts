import type { Language, LiveEvent } from '../contracts/ipc';
import type { Status, StatusKind } from '../contracts/status';
import type { SystemNotification } from './decide-notification';
import { statusText } from './status-text';
import { words } from './words';

export type NotificationText = { title: string; body: string };

/**
 * "{app}: 3 registrations need you. Open to see.", as title and body. The tray's own sentence and counts: never a name,
 * a unit, a type or a note, because it is shown on a locked screen and to anybody beside it.
 */
export function notificationText(
  notification: SystemNotification,
  {
    status,
    language,
    appName,
    nowMs,
  }: { status: Status; language: Language; appName: string; nowMs: number },
): NotificationText {
  const sentence =
    notification.kind === 'synced'
      ? words(language, 'notification.sent', { count: notification.count })
      : statusText(status, language, nowMs);
  return {
    title: appName,
    body: words(language, 'notification.open_to_see', { sentence: sentence.replace(/\.$/, '') }),
  };
}

type Place = Extract<LiveEvent, { kind: 'go' }>['to'];
/** Where the person can see, and do, what a state's notification is about. */
export const notificationPlaces: Record<StatusKind, Place> = {
  db_error: 'sync',
  attention: 'attention',
  auth_needed: 'sync',
  update_needed: 'about',
  server_error: 'sync',
  offline_pending: 'sync',
  paused: 'sync',
  syncing: 'sync',
  offline_clean: 'activities',
  synced: 'activities',
};
