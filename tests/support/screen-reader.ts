import { existsSync } from 'node:fs';
import dbus, { type Message, type MessageBus, type Variant } from 'dbus-next';

/** What a screen reader is told of one thing on the screen. */
export type Spoken = {
  role: string;
  name: string;
  states: string[];
  /** Of a cell: its place in its table, from 0. */
  place: { row: number; column: number } | null;
  children: Spoken[];
};

export type ScreenReader = {
  /** Everything in the windows of the process with this number. */
  read(pid: number): Promise<Spoken[]>;
  /** What appeared in regions that are spoken when they change, and when (epoch ms). */
  announcements(): { atMs: number; text: string }[];
  stop(): void;
};

type Place = { bus: string; path: string };
type Call = { place: Place; iface: string; member: string; signature?: string; body?: unknown[] };

const accessible = 'org.a11y.atspi.Accessible';
const registry = 'org.a11y.atspi.Registry';
const daemon = { bus: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' };
const services = '/usr/share/dbus-1/services/org.a11y.Bus.service';
/** AT-SPI's states by their bit (atspi-constants.h), as far as they matter here. */
const stateNames: Record<number, string> = { 11: 'focusable', 12: 'focused', 23: 'selected', 36: 'invalid' };

/** Stands in for a screen reader on the session's accessibility bus, as Orca does; null where there is no such bus. */
export async function startScreenReader(): Promise<ScreenReader | null> {
  if (!existsSync(services)) return null;
  const session = dbus.sessionBus();
  const address = await callOn(session, {
    place: { bus: 'org.a11y.Bus', path: '/org/a11y/bus' },
    iface: 'org.a11y.Bus',
    member: 'GetAddress',
  });
  session.disconnect();
  const bus = dbus.sessionBus({ busAddress: String(address) });
  const heard: { atMs: number; text: string }[] = [];
  await listen(bus, heard);
  return {
    async read(pid) {
      const apps = await childrenOf(bus, { bus: registry, path: '/org/a11y/atspi/accessible/root' });
      const pids = await Promise.all(apps.map((app) => pidOf(bus, app.bus)));
      return Promise.all(apps.filter((_, index) => pids[index] === pid).map((app) => readThing(bus, app)));
    },
    announcements: () => heard,
    stop: () => bus.disconnect(),
  };
}

/** Words put into something that says of itself that it is live: what a screen reader speaks without being asked. */
async function listen(bus: MessageBus, heard: { atMs: number; text: string }[]): Promise<void> {
  const match = "type='signal',interface='org.a11y.atspi.Event.Object',member='TextChanged'";
  await callOn(bus, { place: daemon, iface: daemon.bus, member: 'AddMatch', signature: 's', body: [match] });
  await callOn(bus, {
    place: { bus: registry, path: '/org/a11y/atspi/registry' },
    iface: registry,
    member: 'RegisterEvent',
    signature: 's',
    body: ['object:text-changed'],
  });
  bus.on('message', (message: Message) => {
    if (message.member !== 'TextChanged' || !String(message.body[0]).startsWith('insert')) return;
    const atMs = Date.now();
    const place = { bus: String(message.sender), path: String(message.path) };
    const text = String((message.body[3] as Variant | undefined)?.value ?? '');
    void attributesOf(bus, place).then(({ live, 'xml-roles': role }) => {
      if (live === 'polite' && role === 'status' && text !== '') heard.push({ atMs, text });
    });
  });
}

async function readThing(bus: MessageBus, place: Place): Promise<Spoken> {
  const ask = (member: string) => callOn(bus, { place, iface: accessible, member });
  const [role, name, states, children] = await Promise.all([
    ask('GetRoleName').then(String),
    property(bus, place, accessible, 'Name').then(String),
    ask('GetState'),
    childrenOf(bus, place),
  ]);
  const [row, column] = role === 'table cell' ? await positionOf(bus, place) : [];
  return {
    role,
    name,
    states: namesOf(states as number[]),
    place: row === undefined || column === undefined ? null : { row, column },
    children: await Promise.all(children.map((child) => readThing(bus, child))),
  };
}

function namesOf([low = 0, high = 0]: number[]): string[] {
  const isSet = (bit: number) => ((bit < 32 ? low : high) & (1 << (bit % 32))) !== 0;
  return Object.entries(stateNames).flatMap(([bit, name]) => (isSet(Number(bit)) ? [name] : []));
}

async function childrenOf(bus: MessageBus, place: Place): Promise<Place[]> {
  const children = await callOn(bus, { place, iface: accessible, member: 'GetChildren' });
  return (children as [string, string][]).map(([name, path]) => ({ bus: name, path }));
}

async function positionOf(bus: MessageBus, place: Place): Promise<number[]> {
  return (await property(bus, place, 'org.a11y.atspi.TableCell', 'Position')) as number[];
}

async function attributesOf(bus: MessageBus, place: Place): Promise<Record<string, string>> {
  // What has gone from the screen meanwhile answers no more.
  const found = await callOn(bus, { place, iface: accessible, member: 'GetAttributes' }).catch(() => ({}));
  return found as Record<string, string>;
}

async function property(bus: MessageBus, place: Place, iface: string, name: string): Promise<unknown> {
  const body = [iface, name];
  const found = await callOn(bus, {
    place,
    iface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    signature: 'ss',
    body,
  });
  return (found as Variant).value;
}

async function pidOf(bus: MessageBus, name: string): Promise<number> {
  const call = { place: daemon, iface: daemon.bus, member: 'GetConnectionUnixProcessID' };
  return Number(await callOn(bus, { ...call, signature: 's', body: [name] }));
}

async function callOn(
  bus: MessageBus,
  { place, iface, member, signature = '', body = [] }: Call,
): Promise<unknown> {
  const reply = await bus.call(
    new dbus.Message({ destination: place.bus, path: place.path, interface: iface, member, signature, body }),
  );
  return reply?.body[0];
}
