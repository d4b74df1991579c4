import {
  ArrowDownIcon,
  ArrowsCirclepathIcon,
  CheckmarkIcon,
  CloudSlashFillIcon,
  CloudSlashIcon,
  ExclamationmarkTriangleFillIcon,
  MenuElipsisHorizontalIcon,
  PadlockLockedFillIcon,
  PauseFillIcon,
  XMarkOctagonFillIcon,
} from '@navikt/aksel-icons';
import type { StatusKind } from '../../shared/contracts/status';

/** One shape per state; the colour only repeats what the shape says. */
const icons = {
  db_error: [XMarkOctagonFillIcon, 'danger'],
  attention: [ExclamationmarkTriangleFillIcon, 'warning'],
  auth_needed: [PadlockLockedFillIcon, 'warning'],
  update_needed: [ArrowDownIcon, 'warning'],
  server_error: [MenuElipsisHorizontalIcon, 'neutral'],
  offline_pending: [CloudSlashFillIcon, 'neutral'],
  paused: [PauseFillIcon, 'neutral'],
  syncing: [ArrowsCirclepathIcon, 'info'],
  offline_clean: [CloudSlashIcon, 'neutral'],
  synced: [CheckmarkIcon, 'success'],
} as const satisfies Record<StatusKind, unknown>;

export function StatusIcon({ kind }: { kind: StatusKind }) {
  const [Icon, colour] = icons[kind];
  return (
    <span className="status-icon" data-color={colour}>
      <Icon aria-hidden="true" />
    </span>
  );
}
