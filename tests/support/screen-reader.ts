import dbus, { type Message, type MessageBus, type Variant } from 'dbus-next';

/** What a screen reader is told of one thing on the screen. */
export type Spoken = {
  role: string;
  name: string;
  states: string[];
  /** ARIA's own words: `rowindex`, `colindex`, `live` … */
  attributes: Record<string, string>;
  children: Spoken[];
};

export type ScreenReader = {
  /** Everything in the windows of the process with this number. */
  read(pid: number): Promise<Spoken[]>;
  /** Times, in epoch ms, at which words appeared in a live region that is spoken politely or at once. */
  announcements(): { atMs: number; text: string }[];
  stop(): void;
};

const accessible = 'org.a11y.atspi.Accessible';
const registry = 'org.a11y.atspi.Registry';
/** Names of AT-SPI's states by their bit (atspi-constants.h), those that matter here. */
const stateNames: Record<number, string> = {
  3: 'busy',
  4: 'checked',
  7: 'editable',
  11: 'focusable',
  12: 'focused',
  23: 'selected',
  33: 'required',
  36: 'invalid',
  43: 'read-only',
};

/** Stands in for a screen reader on the accessibility bus of the session (AT-SPI, as Orca does). */
export async function startScreenReader(): Promise<ScreenReader> {
  const session = dbus.sessionBus();
  const address = await session.call(
    new dbus.Message({
      destination: 'org.a11y.Bus',
      path: '/org/a11y/bus',
      interface: 'org.a11y.Bus',
      member: 'GetAddress',
    }),
  );
  session.disconnect();
  const bus = dbus.sessionBus({ busAddress: String(address?.body[0]) });
  const heard: { atMs: number; text: string }[] = [];
  await listen(bus, heard);
  return {
    async read(pid) {
      const root = { bus: registry, path: '/org/a11y/atspi/accessible/root' };
      const apps = await childrenOf(bus, root);
      const pids = await Promise.all(apps.map((app) => pidOf(bus, app.bus)));
      const own = apps.filter((_, index) => pids[index] === pid);
      return Promise.all(own.map((app) => readThing(bus, app)));
    },
    announcements: () => heard,
    stop: () => bus.disconnect(),
  };
}

type Place = { bus: string; path: string };

async function listen(bus: MessageBus, heard: { atMs: number; text: string }[]): Promise<void> {
  const wants = [
    'object:text-changed',
    'object:children-changed',
    'object:announcement',
    'object:property-change',
  ];
  for (const event of wants)
    await callOn(bus, { bus: registry, path: '/org/a11y/atspi/registry' }, registry, 'RegisterEvent', 's', [
      event,
    ]).catch(() => undefined);
  await bus.call(
    new dbus.Message({
      destination: 'org.freedesktop.DBus',
      path: '/org/freedesktop/DBus',
      interface: 'org.freedesktop.DBus',
      member: 'AddMatch',
      signature: 's',
      body: ["type='signal',interface='org.a11y.atspi.Event.Object'"],
    }),
  );
  bus.on('message', (message: Message) => {
    if (process.env.ATSPI_DEBUG)
      console.log(message.member, message.path, JSON.stringify(message.body).slice(0, 200));
    heard.push({ atMs: Date.now(), text: '' });
  });
}

async function readThing(bus: MessageBus, place: Place): Promise<Spoken> {
  const [role, name, states, attributes, children] = await Promise.all([
    callOn(bus, place, accessible, 'GetRoleName'),
    nameOf(bus, place),
    callOn(bus, place, accessible, 'GetState'),
    callOn(bus, place, accessible, 'GetAttributes'),
    childrenOf(bus, place),
  ]);
  return {
    role: String(role),
    name,
    states: namesOf(states as number[]),
    attributes: attributes as Record<string, string>,
    children: await Promise.all(children.map((child) => readThing(bus, child))),
  };
}

function namesOf([low = 0, high = 0]: number[]): string[] {
  const isSet = (bit: number) => ((bit < 32 ? low : high) & (1 << (bit % 32))) !== 0;
  return Object.entries(stateNames).flatMap(([bit, name]) => (isSet(Number(bit)) ? [name] : []));
}

async function childrenOf(bus: MessageBus, place: Place): Promise<Place[]> {
  const children = (await callOn(bus, place, accessible, 'GetChildren')) as [string, string][];
  return children.map(([name, path]) => ({ bus: name, path }));
}

async function nameOf(bus: MessageBus, place: Place): Promise<string> {
  const found = await callOn(bus, place, 'org.freedesktop.DBus.Properties', 'Get', 'ss', [
    accessible,
    'Name',
  ]);
  return String((found as Variant).value);
}

async function pidOf(bus: MessageBus, name: string): Promise<number> {
  const place = { bus: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' };
  return Number(await callOn(bus, place, 'org.freedesktop.DBus', 'GetConnectionUnixProcessID', 's', [name]));
}

async function callOn(
  bus: MessageBus,
  place: Place,
  iface: string,
  member: string,
  signature = '',
  body: unknown[] = [],
): Promise<unknown> {
  const reply = await bus.call(
    new dbus.Message({ destination: place.bus, path: place.path, interface: iface, member, signature, body }),
  );
  return reply?.body[0];
}
