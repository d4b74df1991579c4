import { Button, Textfield } from '@digdir/designsystemet-react';
import { CheckmarkCircleFillIcon } from '@navikt/aksel-icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

type ListToolsProps = {
  search: string;
  onSearch: (search: string) => void;
  hint: string;
  /** Null until the list has been read. */
  total: number | null;
  /** What was just saved, beside the number. */
  said?: string | null | undefined;
  /** Whether the number is final. */
  counted?: boolean;
  /** Stands between the filters and the number. */
  below?: ReactNode;
  /** Stands after the number. */
  beside?: ReactNode;
  /** Takes what was just saved back. */
  onUndo?: (() => void) | undefined;
  children?: ReactNode;
};

/**
 * Search, filters, and how many lines they leave; the number is spoken when it changes. The design system's own
 * Search writes HTML as text, which the page's trusted types forbid.
 */
export function ListTools(props: ListToolsProps) {
  const { search, onSearch, hint, total, counted = true, below, beside, said, onUndo, children } = props;
  const { t } = useTranslation('lists');
  return (
    <>
      <div className="toolbar">
        <Textfield
          className="grow"
          type="search"
          label={t('search')}
          placeholder={hint}
          value={search}
          maxLength={200}
          onChange={(event) => onSearch(event.target.value)}
        />
        {children}
      </div>
      {below}
      <div className="count">
        <p role="status">{total !== null && counted && t('count', { count: total })}</p>
        {beside}
        <p role="status" className="said">
          {said && (
            <>
              <CheckmarkCircleFillIcon aria-hidden="true" /> {said}
            </>
          )}
        </p>
        {said && onUndo && (
          <Button variant="secondary" data-size="sm" onClick={onUndo}>
            {t('common:undo.button')}
          </Button>
        )}
      </div>
    </>
  );
}
