import { z } from 'zod';
import { lockAfter, look, sendingHabits } from '../../shared/contracts/computer';
import { language } from '../../shared/contracts/live';
import { chartNames } from '../../shared/contracts/overview';
import { statusKinds } from '../../shared/contracts/status';
import { freeHabits } from '../../shared/rules/may-sync-now';

/** What the file holds: choices of this computer's user. Nothing about a person, so the file is plain. */
const settingsFile = z.object({
  language,
  ...look.shape,
  /** The practice session has been tried, or declined. */
  practised: z.boolean(),
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int().min(300), height: z.int().min(200) }).nullable(),
  /** Nothing is shown by the operating system. */
  quiet: z.boolean(),
  /** What it has shown, so that a restart repeats nothing. */
  notified: z.partialRecord(
    z.enum(statusKinds),
    z.object({
      mark: z.union([z.number(), z.string()]).nullable(),
      at: z.number(),
      shown: z.array(z.number()),
    }),
  ),
  /** Epoch ms. */
  lastHousekeepingAt: z.number(),
  /** Whether the app has once set itself to start with the computer. */
  autostartBegun: z.boolean(),
  /** What was chosen before there was as much to choose says nothing of the rest. */
  sending: sendingHabits.extend({ metered: z.boolean().default(freeHabits.metered) }),
  /** Whether it locks with the computer too; 0: never by itself. */
  lockAfter,
  /** The end of the audit trail when it was last kept: a hash, which tells nothing of what it is of. */
  trailHead: z.object({ chain: z.string(), number: z.int().min(0), hash: z.string() }).nullable(),
  /** Charts that are shown as tables. */
  tables: z.array(z.enum(chartNames)),
});
export type SettingsFile = z.infer<typeof settingsFile>;

export const firstSettings: SettingsFile = {
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

/** A choice as it was kept. What another version or a hand wrote in another shape is as at first, that one alone. */
export function readChoice<Name extends keyof SettingsFile>(name: Name, kept: unknown): SettingsFile[Name] {
  const read = settingsFile.shape[name].safeParse(kept);
  return read.success ? (read.data as SettingsFile[Name]) : firstSettings[name];
}
