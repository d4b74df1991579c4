import { Field, Label, Search } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

type ListToolsProps = {
  search: string;
  onSearch: (search: string) => void;
  hint: string;
  /** Null until the list has been read. */
  total: number | null;
  children?: ReactNode;
};

/** Search, filters, and how many lines they leave; the number is spoken when it changes. */
export function ListTools({ search, onSearch, hint, total, children }: ListToolsProps) {
  const { t } = useTranslation('lists');
  return (
    <>
      <div className="toolbar">
        <Field className="grow">
          <Label>{t('search')}</Label>
          <Search>
            <Search.Input
              placeholder={hint}
              value={search}
              maxLength={200}
              onChange={(event) => onSearch(event.target.value)}
            />
            <Search.Clear aria-label={t('search_clear')} onClick={() => onSearch('')} />
          </Search>
        </Field>
        {children}
      </div>
      <p className="count" role="status">
        {total !== null && t('count', { count: total })}
      </p>
    </>
  );
}
