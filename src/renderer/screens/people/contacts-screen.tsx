import { Button, Paragraph } from '@digdir/designsystemet-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Api, api } from '../../api/client';
import { ListTools } from '../../components/list-tools';
import { Page } from '../../components/page';
import { type Column, RecordGrid } from '../../components/record-grid';
import { RecordState } from '../../components/record-state';
import { useDelayed } from '../../components/use-delayed';
import { usePages } from '../../components/use-pages';
import { useVersionOf } from '../../stores/app-store';
import { ContactForm } from './contact-form';
import { FormDialog } from './form-dialog';

type ContactLine = Awaited<ReturnType<Api['contacts']['list']>>['lines'][number];
const searchDelayMs = 200;

export function ContactsScreen() {
  const { t } = useTranslation('lists');
  const [search, setSearch] = useState('');
  const [adding, setAdding] = useState(false);
  const [added, setAdded] = useState(false);
  const settled = useDelayed(search.trim(), searchDelayMs);
  const pages = usePages(
    (page) => api.contacts.list({ ...page, ...(settled && { search: settled }) }),
    settled,
    useVersionOf('contacts', 'org_units', 'outbox', 'conflicts'),
  );
  const columns = useContactColumns();
  return (
    <Page
      heading={t('contacts.heading')}
      actions={<Button onClick={() => setAdding(true)}>{t('contacts.add')}</Button>}
    >
      <Paragraph className="narrow">{t('contacts.why')}</Paragraph>
      <ListTools
        search={search}
        onSearch={setSearch}
        hint={t('contacts.search_hint')}
        total={pages.total}
        said={added ? t('contacts.added') : null}
      />
      <RecordGrid
        name={t('contacts.heading')}
        pages={pages}
        columns={columns}
        empty={<Paragraph>{t(settled ? 'contacts.empty_search' : 'contacts.empty')}</Paragraph>}
      />
      <FormDialog open={adding} heading={t('contacts.add')} onClose={close(false)}>
        <ContactForm onSaved={close(true)} onClose={close(false)} />
      </FormDialog>
    </Page>
  );

  function close(saved: boolean) {
    return () => {
      setAdding(false);
      setAdded(saved);
    };
  }
}

function useContactColumns(): Column<ContactLine>[] {
  const { t } = useTranslation('lists');
  return useMemo(
    () => [
      {
        key: 'pseudonym',
        heading: t('contacts.pseudonym'),
        width: 'minmax(10rem, 2fr)',
        cell: (line) => line.pseudonym,
      },
      {
        key: 'relation',
        heading: t('contacts.relation'),
        width: 'minmax(10rem, 1fr)',
        cell: (line) => t(`contacts.relations.${line.relation}`),
      },
      {
        key: 'age',
        heading: t('contacts.age_band'),
        width: '8rem',
        cell: (line) => t(`contacts.age_bands.${line.ageBand}`),
      },
      {
        key: 'consent',
        heading: t('contacts.consent'),
        width: '9rem',
        cell: (line) => t(`contacts.consents.${line.consentState}`),
      },
      { key: 'unit', heading: t('unit'), width: 'minmax(9rem, 1.5fr)', cell: (line) => line.unitName },
      {
        key: 'state',
        heading: t('status'),
        width: '12.5rem',
        cell: (line) => <RecordState state={line.state} />,
      },
    ],
    [t],
  );
}
