import type { Language } from '../../shared/contracts/ipc';
import type { Status, StatusKind } from '../../shared/contracts/status';
import { type PauseChoice, pauseChoices } from '../../shared/rules/pause-end';
import { statusText } from '../../shared/rules/status-text';
import { words } from '../../shared/rules/words';

export type TrayAction =
  | 'open'
  | 'status'
  | 'new_session'
  | 'send_now'
  | 'show_attention'
  | `pause_${PauseChoice}`
  | 'resume'
  | 'lock'
  | `profile:${string}`
  | 'about'
  | 'quit';
export type TrayEntry =
  | { kind: 'text'; label: string }
  | { kind: 'line' }
  | { kind: 'action'; action: TrayAction; label: string; enabled: boolean };
/** A profile by its number on this computer; its label may be a person's name, which is nothing for a tray. */
export type TrayProfile = { id: string; number: number; appName: string };
export type TrayView = {
  /** Each state has its own shape; see resources/icons/tray. */
  icon: StatusKind;
  tooltip: string;
  menu: TrayEntry[];
};

/** What the tray shows; counts and states only, because anybody beside the screen can read it. */
export function trayView(input: {
  status: Status;
  language: Language;
  appName: string;
  /** False before somebody is signed in: then there is only the window to open. */
  ready: boolean;
  /** Whether there is a passphrase that a lock would ask for. */
  lockable?: boolean;
  /** Those that are not open. */
  otherProfiles?: TrayProfile[];
  nowMs: number;
}): TrayView {
  const { status, language, ready } = input;
  const sentence = statusText(status, language, input.nowMs);
  const entry = (action: TrayAction, label: string, enabled = true): TrayEntry => ({
    kind: 'action',
    action,
    label,
    enabled,
  });
  const attention = status.needsPerson + status.drafts;
  return {
    icon: status.kind,
    tooltip: `${input.appName}: ${sentence}`,
    menu: [
      { kind: 'text', label: sentence },
      { kind: 'line' },
      entry('open', words(language, 'tray.open')),
      entry('status', words(language, 'tray.status')),
      entry('new_session', words(language, 'tray.new_session'), ready),
      entry('send_now', words(language, 'tray.send_now'), ready && status.pausedUntil === null),
      entry(
        'show_attention',
        attention > 0
          ? words(language, 'tray.show_attention', { count: attention })
          : words(language, 'tray.show_attention_nothing'),
        ready && (attention > 0 || status.kind === 'attention'),
      ),
      ...(status.pausedUntil === null
        ? pauseChoices.map((choice) =>
            entry(`pause_${choice}`, words(language, `tray.pause_${choice}`), ready),
          )
        : [entry('resume', words(language, 'tray.resume'), ready)]),
      ...(input.lockable ? [entry('lock', words(language, 'tray.lock'))] : []),
      ...(input.otherProfiles ?? []).map(({ id, number, appName }) =>
        entry(`profile:${id}`, words(language, 'tray.profile', { number, name: appName })),
      ),
      { kind: 'line' },
      entry('about', words(language, 'tray.about')),
      entry('quit', words(language, 'tray.quit')),
    ],
  };
}
