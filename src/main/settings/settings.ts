import Store from 'electron-store';
import { firstSettings, readChoice, type SettingsFile } from './settings-file';

export type Settings = {
  get<Name extends keyof SettingsFile>(name: Name): SettingsFile[Name];
  set<Name extends keyof SettingsFile>(name: Name, value: SettingsFile[Name]): void;
};

export function openSettings(folder: string): Settings {
  const store = new Store<SettingsFile>({
    cwd: folder,
    name: 'settings',
    defaults: firstSettings,
    // A file that is no JSON begins anew.
    clearInvalidConfig: true,
  });
  const unwritten: Partial<SettingsFile> = {};
  return {
    get: (name) => unwritten[name] ?? readChoice(name, store.get(name)),
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
