import { Button, Paragraph } from '@digdir/designsystemet-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../components/grid-column';
import { ListTools } from '../../components/list-tools';
import { Page } from '../../components/page';
import { RecordGrid } from '../../components/record-grid';
import { useDelayed } from '../../components/use-delayed';
import { usePages } from '../../components/use-pages';
import { FormDialog } from './form-dialog';

const searchDelayMs = 200;

type Props<Line> = {
  /** Where the list's words stand in the wording files. */
  words: 'contacts' | 'mentors';
  list: (page: {
    offset: number;
    limit: number;
    search?: string;
  }) => Promise<{ total: number; lines: Line[] }>;
  /** Changes when the records may have changed. */
  version: number;
  columns: Column<Line>[];
  /** What stands above the list. */
  children?: ReactNode;
  form: (close: { onSaved: () => void; onClose: () => void }) => ReactNode;
};

/** A list of people that can be searched without a network, with a form to add one. */
export function PeopleList<Line extends { id: string }>({
  words,
  list,
  version,
  columns,
  children,
  form,
}: Props<Line>) {
  const { t } = useTranslation('lists');
  const [search, setSearch] = useState('');
  const [adding, setAdding] = useState(false);
  const [added, setAdded] = useState(false);
  const settled = useDelayed(search.trim(), searchDelayMs);
  const pages = usePages({
    read: (page) => list({ ...page, ...(settled && { search: settled }) }),
    question: settled,
    version,
  });
  return (
    <Page
      heading={t(`${words}.heading`)}
      actions={<Button onClick={() => setAdding(true)}>{t(`${words}.add`)}</Button>}
    >
      {children}
      <ListTools
        search={search}
        onSearch={setSearch}
        hint={t(`${words}.search_hint`)}
        total={pages.total}
        said={added ? t(`${words}.added`) : null}
      />
      <RecordGrid
        name={t(`${words}.heading`)}
        pages={pages}
        columns={columns}
        empty={<Paragraph>{t(settled ? `${words}.empty_search` : `${words}.empty`)}</Paragraph>}
      />
      <FormDialog open={adding} heading={t(`${words}.add`)} onClose={close(false)}>
        {form({ onSaved: close(true), onClose: close(false) })}
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
