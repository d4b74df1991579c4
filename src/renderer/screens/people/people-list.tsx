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
import { useUndo } from '../../components/use-undo';
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
  /** What opening a line does; without it the form is opened, to change who stands there. */
  onOpen?: (line: Line) => void;
  /** Stands beside the button that adds. */
  actions?: (now: ListNow) => ReactNode;
  /** What stands above the list. */
  children?: ReactNode;
  /** `line`: who is changed; null for somebody new. */
  form: (at: FormOf<Line>) => ReactNode;
};
/** What is searched for, and the place beside the number where a sentence is told. */
export type ListNow = { search: string; say: (sentence: string) => void };
export type FormOf<Line> = { line: Line | null; onSaved: (undo?: string) => void; onClose: () => void };

/** A list of people that can be searched without a network, with a form to add and to change one. */
export function PeopleList<Line extends { id: string }>(props: Props<Line>) {
  const { words, heading, searchHint, list, version, columns, sorting, onOpen, children, form, actions } =
    props;
  const { t } = useTranslation('lists');
  const search = usePeople((state) => state[words].search);
  const [start] = useState(() => usePeople.getState());
  const { place } = start[words];
  useEffect(() => usePeople.setState({ comesBack: false }), []);
  const [opened, setOpened] = useState<{ line: Line | null } | null>(null);
  const { sentence, undo, say } = useUndo();
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
      actions={
        <>
          {actions?.({ search: settled, say })}
          <Button onClick={() => setOpened({ line: null })}>{t(`${words}.add`)}</Button>
        </>
      }
    >
      {children}
      <ListTools
        search={search}
        onSearch={(typed) => searchPeople(words, typed)}
        hint={searchHint ?? t(`${words}.search_hint`)}
        total={pages.total}
        said={sentence}
        onUndo={undo}
      />
      <RecordGrid
        name={heading ?? t(`${words}.heading`)}
        pages={pages}
        columns={columns}
        {...(sorting && { sorting })}
        onOpen={onOpen ?? ((line) => setOpened({ line }))}
        start={place ? { ...place, focus: start.comesBack } : undefined}
        onLeave={(left) => leavePeople(words, left)}
        empty={
          settled ? (
            <Paragraph>{t(`${words}.empty_search`)}</Paragraph>
          ) : (
            <>
              <Paragraph>{t(`${words}.empty`)}</Paragraph>
              <Button variant="secondary" onClick={() => setOpened({ line: null })}>
                {t(`${words}.add`)}
              </Button>
            </>
          )
        }
      />
      <FormDialog
        open={opened !== null}
        heading={t(opened?.line ? 'contacts.change' : `${words}.add`)}
        onClose={() => setOpened(null)}
      >
        {opened && form({ line: opened.line, onSaved, onClose: () => setOpened(null) })}
      </FormDialog>
    </Page>
  );

  function onSaved(undo?: string) {
    say(t(opened?.line ? 'activities.saved' : `${words}.added`), undo);
    setOpened(null);
  }
}
