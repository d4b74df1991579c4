import dbus, { type Message } from 'dbus-next';

const name = 'org.freedesktop.Notifications';
const path = '/org/freedesktop/Notifications';

export type ReceivedNotification = {
  id: number;
  summary: string;
  body: string;
  /** Everything that came, the app's name and all hints too, as text. */
  payload: string;
  withSound: boolean;
};
export type NotificationServer = {
  /** All so far, oldest first. */
  received: ReceivedNotification[];
  click(notification: ReceivedNotification): void;
  stop(): void;
};

/** Stands in for a desktop's notifications on the session bus, so that what the real app shows can be read and clicked. */
export async function serveNotifications(): Promise<NotificationServer> {
  const bus = dbus.sessionBus();
  const received: ReceivedNotification[] = [];
  const answers: Record<string, (message: Message) => [signature: string, body: unknown[]]> = {
    GetCapabilities: () => ['as', [['actions', 'body', 'persistence']]],
    GetServerInformation: () => ['ssss', ['test', 'feltbok', '1', '1.2']],
    CloseNotification: () => ['', []],
    Notify(message) {
      const id = received.length + 1;
      received.push(read(id, message));
      return ['u', [id]];
    },
  };
  bus.addMethodHandler((message: Message) => {
    const answer = message.interface === name ? answers[String(message.member)] : undefined;
    if (!answer) return false;
    bus.send(dbus.Message.newMethodReturn(message, ...answer(message)));
    return true;
  });
  await bus.requestName(name, 0);
  const signal = (member: string, signature: string, body: unknown[]) =>
    bus.send(dbus.Message.newSignal(path, name, member, signature, body));
  return {
    received,
    click({ id }) {
      signal('ActionInvoked', 'us', [id, 'default']);
      signal('NotificationClosed', 'uu', [id, 2]);
    },
    stop: () => bus.disconnect(),
  };
}

/** The arguments of Notify: app name, replaced id, icon, summary, body, actions, hints, time limit. */
function read(id: number, { body }: Message): ReceivedNotification {
  const [, , , summary, text, , hints] = body as [string, number, string, string, string, string[], object];
  return {
    id,
    summary,
    body: text,
    payload: JSON.stringify(body, readable),
    withSound: ['sound-file', 'sound-name'].some((hint) => hint in hints),
  };
}

/** Pixels say nothing, and whole numbers of 64 bits are none that JSON knows. */
function readable(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  const isPixels = typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer';
  return isPixels ? null : value;
}
