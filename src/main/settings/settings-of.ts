import type { Settings } from './settings';

/** They belong to the computer, whoever sits before it. */
const ofComputer: readonly string[] = ['bounds', 'autostartBegun'];

/** The settings as the open profile has them; those of the computer lie with its first profile. */
export function settingsOf(computer: Settings, profile: () => Settings): Settings {
  const place = (name: string) => (ofComputer.includes(name) ? computer : profile());
  return {
    get: (name) => place(name).get(name),
    set: (name, value) => place(name).set(name, value),
  };
}
