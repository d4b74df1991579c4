import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reference } from '../../stores/reference-store';

/** Whether everything needed to register without a network is on this computer, or what is missing. */
export const Readiness = memo(function Readiness({ reference }: { reference: Reference }) {
  const { t } = useTranslation('batch');
  const missing = (
    [
      ['units', reference.units],
      ['types', reference.types],
      ['mentors', reference.mentors],
      ['rules', reference.grantRules],
    ] as const
  ).flatMap(([name, list]) => (list.length === 0 ? [t(`missing.${name}`)] : []));
  return (
    <p className="readiness" data-ready={missing.length === 0}>
      {missing.length === 0 ? t('ready_offline') : t('not_ready', { missing: missing.join(', ') })}{' '}
      {t('keys_hint')}
    </p>
  );
});
