import { Button, Paragraph } from '@digdir/designsystemet-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column, Sorting } from '../../components/grid-column';
import { ListTools } from '../../components/list-tools';
import { Page } from '../../components/page';
import { RecordGrid } from '../../components/record-grid';
import { SkipToList } from '../../components/skip-links';
import { useDelayed } from '../../components/use-delayed';
import { usePages } from '../../components/use-pages';
import { leavePeople, searchPeople, usePeople } from '../../stores/people-store';
import { FormDialog } from './form-dialog';

const searchDelayMs = 60;

type Props<Line> = {
  /** Where the list's words stand in the wording files. */
  words: 'contacts' | 'mentors';
  /** Instead of the list's own. */
  heading?: string | undefined;
  searchHint?: string | undefined;
  list: (page: {
    offset: number;
    limit: number;
    search?: string;
  }) => Promise<{ total: number; lines: Line[] }>;
  /** Changes when the records may have changed. */
  version: number;
  columns: Column<Line>[];
  sorting?: Sorting;
  onOpen?: (line: Line) => void;
  /** What stands above the list. */
  children?: ReactNode;
  form: (close: { onSaved: () => void; onClose: () => void }) => ReactNode;
};

/** A list of people that can be searched without a network, with a form to add one. */
export function PeopleList<Line extends { id: string }>(props: Props<Line>) {
  const { words, heading, searchHint, list, version, columns, sorting, onOpen, children, form } = props;
  const { t } = useTranslation('lists');
  const search = usePeople((state) => state[words].search);
  const [start] = useState(() => usePeople.getState());
  const { place } = start[words];
  useEffect(() => usePeople.setState({ comesBack: false }), []);
  const [adding, setAdding] = useState(false);
  const [added, setAdded] = useState(false);
  const settled = useDelayed(search.trim(), searchDelayMs);
  const pages = usePages({
    read: (page) => list({ ...page, ...(settled && { search: settled }) }),
    question: JSON.stringify([settled, sorting?.by, sorting?.descending]),
    version,
    start: place ? { index: place.active, total: place.total } : undefined,
  });
  return (
    <Page
      heading={heading ?? t(`${words}.heading`)}
      beside={<SkipToList />}
      actions={<Button onClick={() => setAdding(true)}>{t(`${words}.add`)}</Button>}
    >
      {children}
      <ListTools
        search={search}
        onSearch={(typed) => searchPeople(words, typed)}
        hint={searchHint ?? t(`${words}.search_hint`)}
        total={pages.total}
        said={added ? t(`${words}.added`) : null}
      />
      <RecordGrid
        name={heading ?? t(`${words}.heading`)}
        pages={pages}
        columns={columns}
        {...(sorting && { sorting })}
        {...(onOpen && { onOpen })}
        start={place ? { ...place, focus: start.comesBack } : undefined}
        onLeave={(left) => leavePeople(words, left)}
        empty={
          settled ? (
            <Paragraph>{t(`${words}.empty_search`)}</Paragraph>
          ) : (
            <>
              <Paragraph>{t(`${words}.empty`)}</Paragraph>
              <Button variant="secondary" onClick={() => setAdding(true)}>
                {t(`${words}.add`)}
              </Button>
            </>
          )
        }
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
