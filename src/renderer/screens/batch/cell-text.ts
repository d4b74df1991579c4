import type { TFunction } from 'i18next';
import { activityModes, activitySettings } from '../../../shared/contracts/activity';
import type { CellKey } from '../../../shared/contracts/drafts';
import type { Language } from '../../../shared/contracts/ipc';
import { dayNumber, parseIsoDate, weekday } from '../../../shared/rules/civil-day';
import { mentorsOfCell, othersToPick, understandMentors } from '../../../shared/rules/mentor-names';
import { type Choice, pickChoice, rankChoices } from '../../../shared/rules/rank-choices';
import { rankMentors } from '../../../shared/rules/rank-mentors';
import { readDate } from '../../../shared/rules/read-date';
import { readDuration } from '../../../shared/rules/read-duration';
import { readYesNo } from '../../../shared/rules/read-yes-no';
import type { Reference } from '../../stores/reference-store';

/** What is needed to turn a stored cell into words and back. */
export type CellContext = {
  reference: Reference;
  unitId: string;
  language: Language;
  /** Mentors used in this session, the last one first. */
  recent: () => readonly string[];
  t: TFunction<'batch'>;
};

/** More are found by typing on. */
const mostOptions = 50;

/**
 * The options shown under a cell that is being typed in, best first. Opening the list without typing shows all of
 * them.
 */
export function optionsOf(cell: CellKey, text: string, before: string, context: CellContext): Choice[] {
  const choices = choicesOf(cell, context);
  if (!choices) return [];
  if (cell === 'with')
    return othersToPick(textOfOthers(text, before, context), before, choices).slice(0, mostOptions);
  const fitting = text === editText(cell, before, context) ? choices : rankChoices(text, choices);
  return fitting.slice(0, mostOptions);
}

/** What may be picked in a cell, the likely ones first; null where text is typed freely. */
export function choicesOf(cell: CellKey, context: CellContext): Choice[] | null {
  const { reference, unitId, language, recent, t } = context;
  switch (cell) {
    case 'mentor':
    case 'with':
      return rankMentors('', { mentors: reference.mentors, unitId, recent: recent() });
    case 'type':
      return [...reference.types]
        .sort((a, b) => a.sort - b.sort)
        .map(({ id, label }) => ({ value: id, label: label[language] }));
    case 'mode':
      return activityModes.map((mode) => ({ value: mode, label: t(`mode.${mode}`) }));
    case 'setting':
      return activitySettings.map((setting) => ({ value: setting, label: t(`setting.${setting}`) }));
    case 'newParticipants':
      return [
        { value: 'yes', label: t('yes') },
        { value: 'no', label: t('no') },
      ];
    case 'contact':
      return reference.contacts
        .filter((contact) => contact.unitId === unitId)
        .map(({ id, pseudonym }) => ({ value: id, label: pseudonym }));
    default:
      return null;
  }
}

/**
 * What is stored for a text that was typed: the picked value, the date or the minutes it was understood as, so that
 * `i går` means the same day tomorrow; or the text itself, kept as it is when it was not understood.
 */
export function understandCell(
  cell: CellKey,
  text: string,
  { before, ...context }: CellContext & { before: string },
): string {
  const typed = text.trim();
  if (typed === '') return '';
  if (cell === 'date') {
    const reading = readDate(typed, context.reference.today);
    return reading.kind === 'date' ? reading.date : typed;
  }
  if (cell === 'duration') {
    const reading = readDuration(typed);
    return reading.kind === 'minutes' ? String(reading.minutes) : typed;
  }
  if (cell === 'newParticipants') {
    const answer = readYesNo(typed);
    if (answer !== null) return answer ? 'yes' : 'no';
  }
  if (cell === 'with') return understandMentors(typed, before, choicesOf(cell, context) ?? []);
  return pickChoice(typed, choicesOf(cell, context) ?? [])?.value ?? typed;
}

/** The stored value as it is edited: a label, a short date. */
export function editText(cell: CellKey, value: string, context: CellContext): string {
  if (cell === 'date') return shortDate(value) ?? value;
  return labelOf(cell, value, context) ?? value;
}

/** The stored value as it is shown: also the day of the week, which shows a mistaken date at a glance. */
export function showCell(cell: CellKey, value: string, context: CellContext): string {
  if (cell !== 'date') return labelOf(cell, value, context) ?? value;
  const day = parseIsoDate(value);
  return day ? `${context.t(`weekday.${weekday(dayNumber(day))}`)} ${shortDate(value)}` : value;
}

/** A list that is opened without typing offers one more beside those who stand there. */
function textOfOthers(text: string, before: string, context: CellContext): string {
  return text !== '' && text === editText('with', before, context) ? `${text}, ` : text;
}

function shortDate(value: string): string | null {
  const day = parseIsoDate(value);
  return day ? `${day.day}.${day.month}.${day.year}` : null;
}

function labelOf(cell: CellKey, value: string, context: CellContext): string | undefined {
  const { reference, language, t } = context;
  if (value === '') return value;
  switch (cell) {
    case 'mentor':
      return reference.mentors.find(({ id }) => id === value)?.displayName;
    case 'with':
      return mentorsOfCell(value)
        .map((one) => reference.mentors.find(({ id }) => id === one)?.displayName ?? one)
        .join(', ');
    case 'type':
      return reference.types.find(({ id }) => id === value)?.label[language];
    case 'contact':
      return reference.contacts.find(({ id }) => id === value)?.pseudonym;
    case 'mode':
      return activityModes.some((mode) => mode === value) ? t(`mode.${value}`) : value;
    case 'setting':
      return activitySettings.some((setting) => setting === value) ? t(`setting.${value}`) : value;
    case 'newParticipants':
      return value === 'yes' ? t('yes') : value === 'no' ? t('no') : value;
    default:
      return value;
  }
}
