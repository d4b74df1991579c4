import type { BootState } from '../../shared/contracts/ipc';
import type { Organisation } from '../../shared/contracts/organisation';
import type { Calls } from '../ipc/calls';
import type { Settings } from '../settings/settings';
import type { PrintResult } from '../window/print-window';

export type AppCallPorts = {
  bootState(): BootState;
  organisation(): Organisation;
  version: string;
  settings: Settings;
  onLanguage(): void;
  onTheme(): void;
  /** Brings the window forward. */
  show(to: 'batch' | 'attention' | 'sync' | null): void;
  quit(): void;
  print(): Promise<PrintResult>;
};

/** What the page may ask of the app itself. */
export function appCalls(ports: AppCallPorts): Omit<Calls<'app'>, 'live'> {
  const { settings } = ports;
  return {
    boot: () => ({
      boot: ports.bootState(),
      organisation: ports.organisation(),
      language: settings.get('language'),
      theme: settings.get('theme'),
      quiet: settings.get('quiet'),
      version: ports.version,
    }),
    setLanguage({ language }) {
      settings.set('language', language);
      ports.onLanguage();
      return {};
    },
    setTheme({ theme }) {
      settings.set('theme', theme);
      ports.onTheme();
      return {};
    },
    setQuiet({ quiet }) {
      settings.set('quiet', quiet);
      return {};
    },
    show({ to }) {
      ports.show(to);
      return {};
    },
    quit() {
      ports.quit();
      return {};
    },
    print: ports.print,
  };
}
