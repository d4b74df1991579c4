import { useTranslation } from 'react-i18next';
import type { HandoverCounts } from '../../../shared/contracts/handover';

/** What a hand-over holds, in words: "12 registrations waiting, 1 that needs you". */
export function useContents(): (counts: HandoverCounts) => string {
  const { t } = useTranslation('handover');
  return ({ waiting, parked, conflicts, drafts }) => {
    const needs = parked + conflicts;
    const parts = [
      ...(waiting > 0 ? [t('contents.waiting', { count: waiting })] : []),
      ...(needs > 0 ? [t('contents.needs', { count: needs })] : []),
      ...(drafts > 0 ? [t('contents.drafts', { count: drafts })] : []),
    ];
    return parts.length === 0 ? t('contents.none') : parts.join(', ');
  };
}
