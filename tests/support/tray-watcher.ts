import dbus, { type Message, type MessageBus, type Variant } from 'dbus-next';

const watcherName = 'org.kde.StatusNotifierWatcher';

export type TrayEntry = { id: number; label: string; enabled: boolean };
export type TrayPixels = { width: number; height: number; argb: Buffer };
export type TrayWatcher = {
  /** Resolves when an app has registered its tray icon. */
  item(): Promise<TrayItem>;
  stop(): void;
};
export type TrayItem = {
  tooltip(): Promise<string>;
  /** The icon in each size that the app offers. */
  icons(): Promise<TrayPixels[]>;
  /** Entries with a label, in order. */
  menu(): Promise<TrayEntry[]>;
  click(label: string): Promise<void>;
};

/** Stands in for a desktop's panel on the session bus, so that the real tray icon can be read and clicked. */
export async function watchTray(): Promise<TrayWatcher> {
  const bus = dbus.sessionBus();
  let found: (item: TrayItem) => void = () => {};
  const item = new Promise<TrayItem>((resolve) => {
    found = resolve;
  });
  bus.addMethodHandler((message: Message) => {
    if (message.interface === watcherName && message.member === 'RegisterStatusNotifierItem') {
      bus.send(dbus.Message.newMethodReturn(message, '', []));
      found(trayItem(bus, String(message.sender)));
      return true;
    }
    if (
      message.path === '/StatusNotifierWatcher' &&
      message.interface === 'org.freedesktop.DBus.Properties'
    ) {
      answerProperty(bus, message);
      return true;
    }
    return false;
  });
  await bus.requestName(watcherName, 0);
  return { item: () => item, stop: () => bus.disconnect() };
}

/** What apps ask before they register. */
function answerProperty(bus: MessageBus, message: Message): void {
  const properties: Record<string, Variant> = {
    IsStatusNotifierHostRegistered: new dbus.Variant('b', true),
    ProtocolVersion: new dbus.Variant('i', 0),
    RegisteredStatusNotifierItems: new dbus.Variant('as', []),
  };
  const reply =
    message.member === 'GetAll'
      ? dbus.Message.newMethodReturn(message, 'a{sv}', [properties])
      : dbus.Message.newMethodReturn(message, 'v', [properties[String(message.body[1])]]);
  bus.send(reply);
}

function trayItem(bus: MessageBus, owner: string): TrayItem {
  const call = async (
    destination: { path: string; interface: string; member: string },
    signature: string,
    body: unknown[],
  ): Promise<unknown[]> => {
    const reply = await bus.call(new dbus.Message({ destination: owner, ...destination, signature, body }));
    return reply?.body ?? [];
  };
  const properties = async (): Promise<Record<string, Variant>> => {
    const [all] = await call(
      { path: '/StatusNotifierItem', interface: 'org.freedesktop.DBus.Properties', member: 'GetAll' },
      's',
      ['org.kde.StatusNotifierItem'],
    );
    return all as Record<string, Variant>;
  };
  const property = async <Value>(name: string): Promise<Value> => {
    const value = (await properties())[name]?.value;
    if (value === undefined) throw new Error(`The tray icon has no ${name}.`);
    return value as Value;
  };
  const menuCall = async (member: string, signature: string, body: unknown[]) => {
    return call(
      { path: await property<string>('Menu'), interface: 'com.canonical.dbusmenu', member },
      signature,
      body,
    );
  };
  const menu = async (): Promise<TrayEntry[]> => {
    const [, root] = await menuCall('GetLayout', 'iias', [0, -1, []]);
    return entries(root as MenuNode);
  };
  return {
    async tooltip() {
      const [, , title, text] = await property<[string, unknown, string, string]>('ToolTip');
      return title || text;
    },
    async icons() {
      const pixmaps = await property<[number, number, Buffer][]>('IconPixmap');
      return pixmaps.map(([width, height, argb]) => ({
        width,
        height,
        argb: Buffer.from(argb),
      }));
    },
    menu,
    async click(label) {
      // The app may put a new menu in place between reading and clicking; a panel then shows the new one.
      for (let tries = 1; ; tries++) {
        const entry = (await menu()).find((each) => each.label === label);
        if (!entry) throw new Error(`The tray menu has no "${label}".`);
        try {
          await menuCall('Event', 'isvu', [entry.id, 'clicked', new dbus.Variant('i', 0), 0]);
          return;
        } catch (error) {
          if (tries === 5) throw error;
        }
      }
    },
  };
}

type MenuNode = [id: number, properties: Record<string, Variant>, children: Variant<MenuNode>[]];

function entries([id, properties, children]: MenuNode): TrayEntry[] {
  const label = properties.label?.value;
  const own =
    typeof label === 'string' && label !== ''
      ? [{ id, label: label.replaceAll('_', ''), enabled: properties.enabled?.value !== false }]
      : [];
  return [...own, ...children.flatMap((child) => entries(child.value))];
}
