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
  /** Takes what was just saved back. */
  onUndo?: (() => void) | undefined;
  children?: ReactNode;
};

/**
 * Search, filters, and how many lines they leave; the number is spoken when it changes. The design system's own
 * Search writes HTML as text, which the page's trusted types forbid.
 */
export function ListTools({ search, onSearch, hint, total, said, onUndo, children }: ListToolsProps) {
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
      <div className="count">
        <p role="status">{total !== null && t('count', { count: total })}</p>
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
