import { Button } from '@digdir/designsystemet-react';
import {
  ArrowLeftIcon,
  ArrowRightIcon,
  ArrowUndoIcon,
  FilesIcon,
  PlusIcon,
  TrashIcon,
} from '@navikt/aksel-icons';
import { useTranslation } from 'react-i18next';
import { firstCell } from '../../../shared/rules/next-cell';
import type { Session } from './use-session';

/** From row to row, and what is done with a row as a whole. */
export function FormBar({ session, index }: { session: Session; index: number }) {
  const { t } = useTranslation('batch');
  const { keys, actions, commands, state, view } = session;
  const { rows } = view;
  const goTo = (to: number) => {
    const row = rows[to]?.row;
    if (row) keys.run(() => actions.moveTo({ rowId: row.id, cell: firstCell(state.header) }));
  };
  return (
    <div className="form-bar" role="toolbar" aria-label={t('form_bar')}>
      <p className="form-place">{t('form_row', { row: index + 1, count: rows.length })}</p>
      <Button variant="secondary" disabled={index <= 0} onClick={() => goTo(index - 1)}>
        <ArrowLeftIcon aria-hidden />
        {t('form.previous')}
      </Button>
      <Button variant="secondary" disabled={index >= rows.length - 1} onClick={() => goTo(index + 1)}>
        <ArrowRightIcon aria-hidden />
        {t('form.next')}
      </Button>
      <Button variant="primary" onClick={() => keys.run(actions.newRow)}>
        <PlusIcon aria-hidden />
        {t('form.new')}
      </Button>
      <Button variant="tertiary" onClick={() => keys.run(actions.duplicateRow)}>
        <FilesIcon aria-hidden />
        {t('form.duplicate')}
      </Button>
      <Button variant="tertiary" onClick={() => keys.run(actions.removeActiveRow)}>
        <TrashIcon aria-hidden />
        {t('form.remove')}
      </Button>
      <Button variant="tertiary" onClick={() => keys.run(() => commands.perform({ kind: 'undo' }))}>
        <ArrowUndoIcon aria-hidden />
        {t('form.undo')}
      </Button>
    </div>
  );
}
