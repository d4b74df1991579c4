import {
  CheckmarkCircleIcon,
  CloudUpIcon,
  ExclamationmarkTriangleIcon,
  PencilIcon,
} from '@navikt/aksel-icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Overview } from '../../../shared/contracts/overview';
import { routes } from '../../routes';
import { useApp } from '../../stores/app-store';

/** What of all this the server does not have yet, and what she can do about it. */
export function SendingPart({ unsent, year }: { unsent: Overview['unsent']; year: number }) {
  const { t } = useTranslation('overview');
  const status = useApp((state) => state.status);
  const { waiting = 0, needsPerson = 0, drafts = 0 } = status ?? {};
  const isAllSent = unsent.registrations + unsent.deleted === 0;
  return (
    <ul className="sending">
      {needsPerson > 0 && (
        <Line kind="needs" icon={<ExclamationmarkTriangleIcon aria-hidden="true" />} to={routes.attention}>
          {t('sending.needs', { count: needsPerson })}
        </Line>
      )}
      {waiting > 0 && (
        <Line kind="waiting" icon={<CloudUpIcon aria-hidden="true" />} to={routes.sync}>
          {t('sending.waiting', { count: waiting })}
        </Line>
      )}
      {drafts > 0 && (
        <Line kind="drafts" icon={<PencilIcon aria-hidden="true" />} to={routes.batch}>
          {t('sending.drafts', { count: drafts })}
        </Line>
      )}
      {unsent.registrations > 0 && (
        <Line kind="unsent">{t('sending.unsent', { count: unsent.registrations, year })}</Line>
      )}
      {unsent.deleted > 0 && <Line kind="deleted">{t('sending.deleted', { count: unsent.deleted })}</Line>}
      {isAllSent && (
        <Line kind="sent" icon={<CheckmarkCircleIcon aria-hidden="true" />}>
          {t('sending.sent', { year })}
        </Line>
      )}
    </ul>
  );
}

function Line({
  kind,
  icon,
  to,
  children,
}: {
  kind: string;
  icon?: ReactNode;
  to?: string;
  children: ReactNode;
}) {
  return (
    <li data-kind={kind}>
      {icon}
      {to ? <Link href={to}>{children}</Link> : <span>{children}</span>}
    </li>
  );
}
