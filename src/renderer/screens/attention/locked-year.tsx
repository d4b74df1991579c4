import { Button, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import type { Cells } from '../../../shared/contracts/drafts';
import type { QueueLine } from '../../../shared/contracts/ipc';
import { dateToNote } from '../../../shared/rules/date-to-note';
import { shownDate } from '../../components/shown-date';
import { useAskToOpen } from '../../components/use-ask-to-open';
import type { LockedYear } from './attention-items';

/** What can be done about a locked year besides another date: to have it opened, or to keep the day in the note. */
export function LockedYearActions({
  locked,
  toNote,
  onSay,
  onMove,
}: {
  locked: LockedYear;
  toNote: Cells | null;
  onSay: (sentence: string) => void;
  onMove: (cells: Cells) => void;
}) {
  const { t } = useTranslation('problems');
  const askToOpen = useAskToOpen();
  return (
    <>
      <Button
        variant="secondary"
        onClick={() => void askToOpen(locked.year, locked.count).then((sentence) => onSay(sentence))}
      >
        {t('locked_year.ask')}
      </Button>
      {toNote && (
        <Button variant="secondary" onClick={() => onMove(toNote)}>
          {t('locked_year.to_note')}
        </Button>
      )}
    </>
  );
}

/** Says what becomes of the registration when its day is moved. */
export function MovedHint() {
  const { t } = useTranslation('problems');
  return (
    <Paragraph data-size="sm" className="attention-what">
      {t('locked_year.to_note_hint')}
    </Paragraph>
  );
}

/**
 * The cells of the row without its day, which stands in the note instead; null where that cannot be: of a change of
 * what is registered already, or in a note that is full.
 */
export function useDateToNote(): (line: QueueLine) => Cells | null {
  const { t } = useTranslation('problems');
  return ({ entity, operation, changes }) => {
    if (entity !== 'activities' || operation !== 'create' || typeof changes?.occurredOn !== 'string')
      return null;
    const words = t('locked_year.in_note', { date: shownDate(changes.occurredOn) });
    const note = dateToNote(String(changes.note ?? ''), words);
    return note === null ? null : { date: '', note };
  };
}
