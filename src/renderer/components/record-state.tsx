import {
  ArrowsCirclepathIcon,
  ArrowsSquarepathIcon,
  CheckmarkIcon,
  ClockIcon,
  ExclamationmarkTriangleFillIcon,
  HourglassIcon,
  PencilIcon,
} from '@navikt/aksel-icons';
import { useTranslation } from 'react-i18next';
import type { RecordState as State } from '../../shared/contracts/status';

const icons = {
  draft: [PencilIcon, 'neutral'],
  waiting: [ClockIcon, 'neutral'],
  sending: [ArrowsCirclepathIcon, 'info'],
  sent: [CheckmarkIcon, 'success'],
  needs_fixing: [ExclamationmarkTriangleFillIcon, 'warning'],
  conflict: [ArrowsSquarepathIcon, 'warning'],
  waits_for_other: [HourglassIcon, 'neutral'],
} as const satisfies Record<State, unknown>;

/** How far one record has come: a shape and a word, never the colour alone. */
export function RecordState({ state }: { state: State }) {
  const { t } = useTranslation('lists');
  const [Icon, colour] = icons[state];
  return (
    <span className="record-state" data-color={colour}>
      <Icon aria-hidden="true" />
      <span>{t(`state.${state}`)}</span>
    </span>
  );
}
