import { release } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import type { Status } from '../../shared/contracts/status';
import type { Calls } from '../ipc/calls';
import type { Settings } from '../settings/settings';
import { chooseFile } from '../window/choose-file';
import type { Lifecycle } from './create-lifecycle';
import { saveDiagnostics } from './save-diagnostics';
import type { Work } from './start-work';
import { systemClock } from './system-ports';

type Ports = { lifecycle: Lifecycle<Work>; settings: Settings; status(): Status };

/** What the page may ask for when somebody needs help; also when the database does not open. */
export function supportCalls({ lifecycle, settings, status }: Ports): Calls<'support'> {
  const { electron = '', chrome = '', node = '' } = process.versions;
  const ports = {
    database: () => lifecycle.database(),
    status,
    boot() {
      const state = lifecycle.state();
      return { kind: state.kind, problem: 'problem' in state ? state.problem : null };
    },
    versions: {
      app: app.getVersion(),
      electron,
      chrome,
      node,
      platform: process.platform,
      release: release(),
      architecture: process.arch,
    },
    choices: () => ({ language: settings.get('language'), theme: settings.get('theme') }),
    logFolder: join(app.getPath('userData'), 'logs'),
    nowMs: systemClock.now,
  };
  return { saveDiagnostics: () => saveDiagnostics(ports, { chooseFile }) };
}
