import { Notification } from 'electron';
import type { StatusKind } from '../../shared/contracts/status';
import type { NotificationText } from '../../shared/rules/notification-text';

export type SystemNotifications = {
  /** A newer one of the same state takes the place of the earlier. */
  show(kind: StatusKind, text: NotificationText, onClick: () => void): void;
};

/** What the operating system shows; the only place that knows how. Without a sound, which not everybody hears. */
export function openNotifications(iconFile: string): SystemNotifications {
  // One that nothing refers to is collected, and its click with it.
  const shown = new Map<StatusKind, Notification>();
  return {
    show(kind, { title, body }, onClick) {
      if (!Notification.isSupported()) return;
      shown.get(kind)?.close();
      const notification = new Notification({
        title,
        body,
        icon: iconFile,
        silent: true,
        urgency: kind === 'db_error' ? 'critical' : 'normal',
      });
      notification.on('click', onClick);
      shown.set(kind, notification);
      notification.show();
    },
  };
}
