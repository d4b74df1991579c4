import type { Status } from '../../shared/contracts/status';

/** The app's name and a count, never a record: window titles are read by other programs and on shared screens. */
export function windowTitle(appName: string, status: Status): string {
  return status.count > 0 ? `${appName} (${status.count})` : appName;
}
