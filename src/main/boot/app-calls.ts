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
      look: {
        theme: settings.get('theme'),
        contrast: settings.get('contrast'),
        textSize: settings.get('textSize'),
      },
      quiet: settings.get('quiet'),
      practised: settings.get('practised'),
      version: ports.version,
    }),
    setLanguage({ language }) {
      settings.set('language', language);
      ports.onLanguage();
      return {};
    },
    setLook({ theme, contrast, textSize }) {
      settings.set('theme', theme);
      settings.set('contrast', contrast);
      settings.set('textSize', textSize);
      ports.onTheme();
      return {};
    },
    endPractice() {
      settings.set('practised', true);
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
