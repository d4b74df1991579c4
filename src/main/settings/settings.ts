import Store from 'electron-store';
import { type LockAfter, type Look, type SendingHabits, textSizes } from '../../shared/contracts/computer';
import type { Language } from '../../shared/contracts/ipc';
import { type ChartName, chartNames } from '../../shared/contracts/overview';
import type { NotificationMemory } from '../../shared/rules/decide-notification';
import { freeHabits } from '../../shared/rules/may-sync-now';

type Bounds = { x: number; y: number; width: number; height: number };

/** Choices of this computer's user. Nothing about a person, so the file is plain. */
type SettingsFile = {
  language: Language;
  theme: Look['theme'];
  contrast: Look['contrast'];
  /** Per cent of the usual. */
  textSize: Look['textSize'];
  /** The practice session has been tried, or declined. */
  practised: boolean;
  bounds: Bounds | null;
  /** Nothing is shown by the operating system. */
  quiet: boolean;
  /** What it has shown, so that a restart repeats nothing. */
  notified: NotificationMemory;
  /** Epoch ms. */
  lastHousekeepingAt: number;
  /** Whether the app has once set itself to start with the computer. */
  autostartBegun: boolean;
  sending: SendingHabits;
  /** Minutes without a key or the mouse after which it locks, and whether it does with the computer; 0: never by itself. */
  lockAfter: LockAfter;
  /** The end of the audit trail when it was last kept: a hash, which tells nothing of what it is of. */
  trailHead: { chain: string; number: number; hash: string } | null;
  /** Charts that are shown as tables. */
  tables: ChartName[];
};
export type Settings = {
  get<Name extends keyof SettingsFile>(name: Name): SettingsFile[Name];
  set<Name extends keyof SettingsFile>(name: Name, value: SettingsFile[Name]): void;
};

const defaults: SettingsFile = {
  language: 'nb',
  theme: 'auto',
  contrast: 'normal',
  textSize: 100,
  practised: false,
  bounds: null,
  quiet: false,
  notified: {},
  lastHousekeepingAt: 0,
  autostartBegun: false,
  sending: freeHabits,
  lockAfter: 0,
  trailHead: null,
  tables: [],
};

const timeOfDay = { type: 'string', pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' } as const;

export function openSettings(folder: string): Settings {
  const store = new Store<SettingsFile>({
    cwd: folder,
    name: 'settings',
    defaults,
    clearInvalidConfig: true,
    schema: {
      language: { type: 'string', enum: ['nb', 'nn', 'en'] },
      theme: { type: 'string', enum: ['auto', 'light', 'dark'] },
      contrast: { type: 'string', enum: ['normal', 'high'] },
      textSize: { type: 'integer', enum: [...textSizes] },
      practised: { type: 'boolean' },
      bounds: {
        type: ['object', 'null'],
        properties: {
          x: { type: 'integer' },
          y: { type: 'integer' },
          width: { type: 'integer', minimum: 300 },
          height: { type: 'integer', minimum: 200 },
        },
        required: ['x', 'y', 'width', 'height'],
      },
      quiet: { type: 'boolean' },
      notified: {
        type: 'object',
        additionalProperties: {
          type: 'object',
          properties: {
            mark: { type: ['number', 'string', 'null'] },
            at: { type: 'number' },
            shown: { type: 'array', items: { type: 'number' } },
          },
          required: ['mark', 'at', 'shown'],
        },
      },
      lastHousekeepingAt: { type: 'number' },
      autostartBegun: { type: 'boolean' },
      sending: {
        type: 'object',
        properties: {
          onlyWhenAsked: { type: 'boolean' },
          metered: { type: 'boolean' },
          hours: {
            type: ['object', 'null'],
            properties: { from: timeOfDay, to: timeOfDay },
            required: ['from', 'to'],
          },
        },
        required: ['onlyWhenAsked', 'hours'],
      },
      lockAfter: { type: 'integer', enum: [0, 5, 15, 60] },
      trailHead: {
        type: ['object', 'null'],
        properties: {
          chain: { type: 'string' },
          number: { type: 'integer', minimum: 0 },
          hash: { type: 'string' },
        },
        required: ['chain', 'number', 'hash'],
      },
      tables: { type: 'array', items: { type: 'string', enum: [...chartNames] } },
    },
  });
  const unwritten: Partial<SettingsFile> = {};
  return {
    get: (name) => unwritten[name] ?? store.get(name),
    set(name, value) {
      try {
        store.set(name, value);
        delete unwritten[name];
      } catch (error) {
        if (!isFromDisk(error)) throw error;
        unwritten[name] = value;
      }
    },
  };
}

/** The disk is full or may not be written: a choice then holds until the app ends, which is no reason to end it now. */
function isFromDisk(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
