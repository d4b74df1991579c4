import type { Status } from '../../shared/contracts/status';
import { pauseEnd, untilTold } from '../../shared/rules/pause-end';
import type { SyncEngine } from '../sync/create-sync-engine';
import type { TrayAction } from '../tray/tray-view';
import type { Rectangle } from '../window/place-window';

export type TrayActionPorts = {
  show(): void;
  /** The status in a window of its own, beside what was clicked where the system tells. */
  showStatus(anchor: Rectangle | null): void;
  goTo(to: 'batch' | 'attention' | 'about'): void;
  /** Undefined while nobody is at work. */
  engine(): SyncEngine | undefined;
  lock(): void;
  openProfile(id: string): void;
  status(): Status;
  quit(): void;
  nowMs(): number;
};

type Act = (ports: TrayActionPorts, anchor: Rectangle | null) => void;

const actions: Record<Exclude<TrayAction, `profile:${string}`>, Act> = {
  open: ({ show }) => show(),
  status: ({ showStatus }, anchor) => showStatus(anchor),
  new_session: ({ goTo }) => goTo('batch'),
  show_attention: ({ goTo, status }) => goTo(isAboutRows(status()) ? 'batch' : 'attention'),
  about: ({ goTo }) => goTo('about'),
  send_now: ({ engine }) => void engine()?.run('now'),
  pause_hour: ({ engine, nowMs }) => engine()?.pause(pauseEnd('hour', nowMs())),
  pause_tomorrow: ({ engine, nowMs }) => engine()?.pause(pauseEnd('tomorrow', nowMs())),
  pause_until_told: ({ engine }) => engine()?.pause(untilTold),
  resume: ({ engine }) => engine()?.pause(null),
  lock: ({ lock }) => lock(),
  quit: ({ quit }) => quit(),
};

/** `anchor`: the icon that was clicked; systems that do not tell where it is give one without a size. */
export function runTrayAction(action: TrayAction, ports: TrayActionPorts, anchor?: Rectangle): void {
  if (isOfProfile(action)) ports.openProfile(action.slice(ofProfile.length));
  else actions[action](ports, anchor && anchor.width > 0 ? anchor : null);
}

const ofProfile = 'profile:';
const isOfProfile = (action: TrayAction): action is `profile:${string}` => action.startsWith(ofProfile);

/** Only rows that are not finished are to be seen in the entry session. */
function isAboutRows({ needsPerson }: Status): boolean {
  return needsPerson === 0;
}
