import { useTranslation } from 'react-i18next';
import { inheritedText } from './inherited-text';
import { sentenceFor } from './problem-sentence';
import { reasonsText } from './reasons-text';
import { isTypingMinutes, toggle, typeMinutes } from './roster-actions';
import type { RosterEntry } from './roster-entries';
import { noteId, problemsToShow } from './row-notes';
import type { Session } from './use-session';

type Props = {
  session: Session;
  entry: RosterEntry;
  inTabOrder: boolean;
  onFocus: () => void;
};

export function RosterRow({ session, entry, inTabOrder, onFocus }: Props) {
  const { t } = useTranslation('batch');
  const { mentor, view } = entry;
  const tabIndex = inTabOrder ? 0 : -1;
  const typing = view !== null && isTypingMinutes(session, view.row.id);
  const minutes = typing ? session.state.editing.text : (view?.row.cells.duration ?? '');
  const problems = view ? problemsToShow(view, false) : [];
  const wrong = problems.findIndex(({ field, severity }) => field === 'duration' && severity === 'error');
  return (
    <tr data-ticked={view !== null || undefined}>
      <th scope="row">
        <label className="roster-name">
          <input
            type="checkbox"
            checked={view !== null}
            tabIndex={tabIndex}
            data-mentor={mentor.id}
            data-part="tick"
            onFocus={onFocus}
            onChange={() => session.keys.run(() => toggle(session, entry))}
          />
          {mentor.displayName}
        </label>
      </th>
      <td>
        <input
          type="text"
          inputMode="numeric"
          autoComplete="off"
          className="roster-minutes"
          value={minutes}
          placeholder={view ? inheritedText(view.row.cells, 'duration', session) : ''}
          tabIndex={tabIndex}
          data-mentor={mentor.id}
          data-part="minutes"
          aria-label={t('roster_minutes', { name: mentor.displayName })}
          aria-invalid={wrong >= 0 || undefined}
          aria-describedby={view && wrong >= 0 ? noteId(view.row.id, wrong) : undefined}
          onFocus={onFocus}
          onChange={(event) => {
            const text = event.target.value;
            if (view) void typeMinutes(session, entry, text);
            else session.keys.run(() => typeMinutes(session, entry, text));
          }}
          onBlur={() => typing && session.leaveCell()}
        />
      </td>
      <td>
        {view &&
          problems.map((problem, index) => (
            <p
              key={`${problem.field}-${problem.code}`}
              id={noteId(view.row.id, index)}
              className="row-note"
              data-severity={problem.severity}
            >
              {sentenceFor(problem, view, {
                view: session.view,
                context: session.context,
                inherited: problem.field === 'unit' ? '' : (session.state.header.values[problem.field] ?? ''),
              })}
            </p>
          ))}
        {view?.verdict && !view.verdict.countable && (
          <p className="row-note row-note-grant">
            {t('does_not_count', {
              reasons: reasonsText(view, session.context),
            })}
          </p>
        )}
      </td>
    </tr>
  );
}
