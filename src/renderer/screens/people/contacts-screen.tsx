import { Paragraph } from '@digdir/designsystemet-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionFormat } from '../../../shared/contracts/sessions';
import { type Api, api } from '../../api/client';
import { ExportChoice } from '../../components/export-choice';
import type { Column } from '../../components/grid-column';
import { notSaved } from '../../components/not-saved';
import { RecordState } from '../../components/record-state';
import { useVersionOf } from '../../stores/app-store';
import { ContactForm } from './contact-form';
import { type ListNow, PeopleList } from './people-list';
import { useIsNamed } from './use-is-named';

type ContactLine = Awaited<ReturnType<Api['contacts']['list']>>['lines'][number];

export function ContactsScreen() {
  const { t } = useTranslation('lists');
  const isNamed = useIsNamed();
  async function save(format: SessionFormat, { search, say }: ListNow): Promise<void> {
    const asked = { format, ...(search && { search }) };
    const file = await api.contacts.export(asked).catch(() => notSaved);
    if (file.kind === 'saved') say(t('contacts.exported', { count: file.rows }));
    if (file.kind === 'failed') say(t(`common:not_saved.${file.why}`));
  }
  return (
    <PeopleList
      words="contacts"
      heading={isNamed ? t('records:named.heading') : undefined}
      searchHint={isNamed ? t('records:named.search_hint') : undefined}
      list={(page) => api.contacts.list(page)}
      version={useVersionOf('contacts', 'org_units', 'outbox', 'conflicts')}
      columns={useContactColumns()}
      actions={(now) => <ExportChoice onSave={(format) => void save(format, now)} />}
      form={(at) => <ContactForm {...at} />}
    >
      <Paragraph className="narrow">{t(isNamed ? 'records:named.why' : 'contacts.why')}</Paragraph>
    </PeopleList>
  );
}

/** One under the other: all of a person's columns fit a window of 1280 px. */
function reachCell({ phone, email }: ContactLine) {
  return (
    <>
      {phone}
      {phone && email && <br />}
      {email}
    </>
  );
}

function useContactColumns(): Column<ContactLine>[] {
  const { t } = useTranslation('lists');
  const isNamed = useIsNamed();
  return useMemo(
    () => [
      {
        key: 'pseudonym',
        heading: t(isNamed ? 'records:named.name' : 'contacts.pseudonym'),
        width: isNamed ? 'minmax(8rem, 1fr)' : 'minmax(10rem, 2fr)',
        cell: (line) => line.pseudonym,
      },
      ...(isNamed
        ? [{ key: 'reach', heading: t('records:named.reach'), width: 'minmax(16rem, 3fr)', cell: reachCell }]
        : []),
      {
        key: 'relation',
        heading: t('contacts.relation'),
        width: isNamed ? '7.5rem' : 'minmax(10rem, 1fr)',
        cell: (line) => t(`contacts.relations.${line.relation}`),
      },
      {
        key: 'age',
        heading: t('contacts.age_band'),
        width: isNamed ? '4.5rem' : '8rem',
        cell: (line) => t(`contacts.age_bands.${line.ageBand}`),
      },
      {
        key: 'consent',
        heading: t('contacts.consent'),
        width: isNamed ? '7rem' : '9rem',
        cell: (line) => t(`contacts.consents.${line.consentState}`),
      },
      {
        key: 'unit',
        heading: t('unit'),
        width: isNamed ? 'minmax(8rem, 1fr)' : 'minmax(9rem, 1.5fr)',
        cell: (line) => line.unitName,
      },
      {
        key: 'state',
        heading: t('status'),
        width: isNamed ? '8.5rem' : '12.5rem',
        cell: (line) => <RecordState state={line.state} />,
      },
    ],
    [t, isNamed],
  );
}
