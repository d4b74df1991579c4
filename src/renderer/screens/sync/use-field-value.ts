import { useTranslation } from 'react-i18next';
import type { Json } from '../../../shared/contracts/primitives';
import { shownDate } from '../../components/shown-date';
import { useApp } from '../../stores/app-store';
import { useReference } from '../../stores/reference-store';

/** Turns a stored value of a field into the words that stand on the other screens: names for ids, yes for true. */
export function useFieldValue(): (field: string, value: Json) => string {
  const { t } = useTranslation('sync');
  const reference = useReference();
  const language = useApp((state) => state.language);

  const find = <Row extends { id: string }>(rows: Row[] | undefined, id: Json) =>
    rows?.find((row) => row.id === id);
  const named: Record<string, (value: Json) => string | undefined> = {
    unitId: (id) => find(reference?.units, id)?.name,
    homeUnitId: (id) => find(reference?.units, id)?.name,
    activityTypeId: (id) => find(reference?.types, id)?.label[language],
    contactId: (id) => find(reference?.contacts, id)?.pseudonym,
    mentors: (value) => mentorNames(value),
    mode: (code) => t(`mode.${code}`),
    setting: (code) => t(`setting.${code}`),
    relation: (code) => t(`lists:contacts.relations.${code}`),
    ageBand: (code) => t(`lists:contacts.age_bands.${code}`),
    consentState: (code) => t(`lists:contacts.consents.${code}`),
    occurredOn: (date) => shownDate(String(date)),
    consentOn: (date) => shownDate(String(date)),
    expiresOn: (date) => shownDate(String(date)),
  };

  function mentorNames(value: Json): string {
    const mentors = (Array.isArray(value) ? value : []) as { peerMentorId?: string }[];
    return mentors
      .map(({ peerMentorId = '' }) => find(reference?.mentors, peerMentorId)?.displayName ?? '?')
      .join(', ');
  }

  return (field, value) => {
    if (value === null || value === undefined || value === '') return t('common:none');
    if (typeof value === 'boolean') return t(value ? 'common:yes' : 'common:no');
    if (typeof value === 'number') return new Intl.NumberFormat(language).format(value);
    return named[field]?.(value) ?? String(value);
  };
}
