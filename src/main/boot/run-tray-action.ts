import type { Status } from '../../shared/contracts/status';
import { pauseEnd, untilTold } from '../../shared/rules/pause-end';
import type { SyncEngine } from '../sync/create-sync-engine';
import type { TrayAction } from '../tray/tray-view';

export type TrayActionPorts = {
  show(): void;
  goTo(to: 'batch' | 'sync' | 'about'): void;
  /** Undefined while nobody is at work. */
  engine(): SyncEngine | undefined;
  status(): Status;
  quit(): void;
  nowMs(): number;
};

const actions: Record<TrayAction, (ports: TrayActionPorts) => void> = {
  open: ({ show }) => show(),
  new_session: ({ goTo }) => goTo('batch'),
  show_attention: ({ goTo, status }) => goTo(isAboutRows(status()) ? 'batch' : 'sync'),
  about: ({ goTo }) => goTo('about'),
  send_now: ({ engine }) => void engine()?.run('now'),
  pause_hour: ({ engine, nowMs }) => engine()?.pause(pauseEnd('hour', nowMs())),
  pause_tomorrow: ({ engine, nowMs }) => engine()?.pause(pauseEnd('tomorrow', nowMs())),
  pause_until_told: ({ engine }) => engine()?.pause(untilTold),
  resume: ({ engine }) => engine()?.pause(null),
  quit: ({ quit }) => quit(),
};

export function runTrayAction(action: TrayAction, ports: TrayActionPorts): void {
  actions[action](ports);
}

/** Only rows that are not finished are to be seen in the entry session. */
function isAboutRows({ needsPerson, because }: Status): boolean {
  return needsPerson === 0 && because !== 'held_deletes';
}
