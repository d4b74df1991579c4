import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { cellKeys } from '../../../shared/contracts/drafts';
import { FormBar } from './form-bar';
import { FormField } from './form-field';
import { RowNotes } from './row-notes';
import type { Session } from './use-session';

/** The rows of the session one at a time, a field under the other: all that the grid can, without a grid. */
export function FormView({ session }: { session: Session }) {
  const { t } = useTranslation('batch');
  const { rows } = session.view;
  const { active } = session.state;
  const at = rows.findIndex(({ row }) => row.id === active.rowId);
  const view = rows[at] ?? rows[0];
  const { say } = session;
  const count = rows.length;
  // Which row it is stands above the fields, where somebody who listens has no reason to go.
  useEffect(() => {
    if (at >= 0) say(t('form_row', { row: at + 1, count }));
  }, [say, t, at, count]);
  if (!view) return null;
  return (
    <div className="entry-form">
      <FormBar session={session} index={Math.max(at, 0)} />
      <section className="form-row" aria-label={t('form_row', { row: Math.max(at, 0) + 1, count })}>
        <div className="form-fields">
          {cellKeys.map((cell) => (
            <FormField key={cell} session={session} view={view} cell={cell} active={active.cell === cell} />
          ))}
        </div>
        <RowNotes session={session} view={view} only="unit" />
      </section>
    </div>
  );
}
