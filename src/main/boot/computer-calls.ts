import type { Autostart } from '../autostart/autostart';
import type { Calls } from '../ipc/calls';
import type { Settings } from '../settings/settings';
import type { SyncEngine } from '../sync/create-sync-engine';

export type ComputerCallPorts = {
  autostart: Autostart;
  settings: Settings;
  /** Undefined while nobody is at work. */
  engine(): SyncEngine | undefined;
  /** She has chosen when this computer sends by itself. */
  onSending(): void;
  lockable(): boolean;
  lock(): void;
  copy(text: string): void;
};

/** What the page may ask about the app's place on this computer. */
export function computerCalls({
  autostart,
  settings,
  engine,
  onSending,
  lockable,
  lock,
  copy,
}: ComputerCallPorts): Calls<'computer'> {
  return {
    autostart: () => ({ state: autostart.state() }),
    setAutostart: ({ on }) => ({ state: autostart.set(on) }),
    sending: () => settings.get('sending'),
    setSending(habits) {
      settings.set('sending', habits);
      onSending();
      engine()?.refreshStatus();
      // What the earlier choice held back may go now.
      void engine()?.run('schedule');
      return {};
    },
    locking: () => ({ lockable: lockable(), after: settings.get('lockAfter') }),
    setLocking({ after }) {
      settings.set('lockAfter', after);
      return {};
    },
    lock() {
      lock();
      return {};
    },
    copy({ text }) {
      copy(text);
      return {};
    },
  };
}
