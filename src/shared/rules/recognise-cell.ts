import { activityModes, activitySettings } from '../contracts/activity';
import type { Contact } from '../contracts/contact';
import type { PeerMentor } from '../contracts/peer-mentor';
import type { CalendarDate } from '../contracts/primitives';
import type { ActivityType } from '../contracts/reference';
import { isSlip } from './guess-columns';
import { type ImportColumn, modeWords, settingWords } from './import-words';
import { namesOfText, storedMentors } from './mentor-names';
import { fold } from './rank-choices';
import { readDuration } from './read-duration';
import { readYesNo } from './read-yes-no';
import { recogniseDate } from './recognise-date';

/** What the cells of somebody else's table may refer to. */
export type Recognising = {
  mentors: readonly PeerMentor[];
  types: readonly ActivityType[];
  contacts: readonly Contact[];
  unitId: string;
  today: CalendarDate;
};

type Named = { value: string; names: readonly string[] };

/** What is stored for a cell of a column. */
export type Recognise = (column: ImportColumn, text: string) => string;

/**
 * What is stored for a cell of somebody else's table: the id, code, date or number it means, or the text as it stands.
 * A person is taken for one of ours only when all of her name says so, and says it of her alone. A text is
 * understood once, however many rows say it.
 */
export function makeRecogniser(at: Recognising): Recognise {
  const known = new Map<string, string>();
  const index = indexMentors(at.mentors);
  return (column, text) => {
    const typed = text.replace(/[\s\u00a0\u202f]+/g, ' ').trim();
    if (typed === '') return '';
    const key = `${column} ${typed}`;
    const stored = known.get(key) ?? recognise(column, typed, { ...at, index }) ?? typed;
    known.set(key, stored);
    return stored;
  };
}

/** Mentors by their folded names, and by their folded codes. */
type MentorIndex = ReadonlyMap<string, readonly PeerMentor[]>;
type Indexed = Recognising & { index: MentorIndex };

function indexMentors(mentors: readonly PeerMentor[]): MentorIndex {
  const index = new Map<string, PeerMentor[]>();
  for (const mentor of mentors)
    for (const name of new Set([nameOf(mentor.displayName), fold(mentor.shortCode)]))
      if (name !== '') index.set(name, [...(index.get(name) ?? []), mentor]);
  return index;
}

function recognise(column: ImportColumn, typed: string, at: Indexed): string | null {
  switch (column) {
    case 'mentor':
      return recogniseMentor(typed, at);
    case 'with':
      return storedMentors(namesOfText(typed).map((name) => recogniseMentor(name, at) ?? name));
    case 'date':
      return recogniseDate(typed, at.today);
    case 'type':
      return recogniseType(typed, at.types);
    case 'mode':
      return named(
        typed,
        activityModes.map((value) => ({ value, names: [value, ...modeWords[value]] })),
      );
    case 'setting':
      return named(
        typed,
        activitySettings.map((value) => ({ value, names: [value, ...settingWords[value]] })),
      );
    case 'duration':
      return recogniseMinutes(typed);
    case 'hours':
      return recogniseHours(typed);
    case 'participants':
      return (
        /^(\d+)(?:[.,]0+)?(?: ?(?:stk|pers|personer|personar|deltakere|deltakarar|people)\.?)?$/.exec(
          typed.toLowerCase(),
        )?.[1] ?? null
      );
    case 'newParticipants':
      return recogniseAnswer(typed);
    case 'contact':
      return named(
        typed,
        at.contacts
          .filter(({ unitId }) => unitId === at.unitId)
          .map(({ id, pseudonym }) => ({ value: id, names: [pseudonym] })),
      );
    case 'km':
    case 'tolls':
    case 'outlay':
      return plainAmount(typed);
    case 'note':
      return null;
  }
}

/** The one who is called so; of several with one name the unit's own, if she is alone in that. */
function recogniseMentor(typed: string, { index, unitId }: Indexed): string | null {
  const called = nameOf(typed);
  const found =
    index.get(called) ?? [...index].flatMap(([name, all]) => (hasSameEnds(name, called) ? all : []));
  const own = found.filter(({ homeUnitId }) => homeUnitId === unitId);
  return (found.length === 1 ? found : own.length === 1 ? own : [])[0]?.id ?? null;
}

/** `Hansen, Kari` is Kari Hansen. */
function nameOf(text: string): string {
  const [last = '', first = '', ...more] = text.split(',').map((part) => fold(part));
  return first !== '' && more.length === 0 ? `${first} ${last}` : fold(text);
}

/** The same first and last name, whatever stands between them on either side. */
function hasSameEnds(name: string, called: string): boolean {
  const names = name.split(' ');
  const typed = called.split(' ');
  const differInMiddle = names.length !== typed.length && Math.min(names.length, typed.length) === 2;
  return differInMiddle && names[0] === typed[0] && names.at(-1) === typed.at(-1);
}

function recogniseType(typed: string, types: readonly ActivityType[]): string | null {
  const choices = types.map(({ id, label }) => ({ value: id, names: [label.nb, label.nn, label.en] }));
  const exact = named(typed, choices);
  if (exact) return exact;
  const text = fold(typed);
  const near = choices.filter(({ names }) =>
    names.some((name) => (text.length >= 4 && fold(name).startsWith(text)) || isSlip(fold(name), text)),
  );
  return near.length === 1 ? (near[0]?.value ?? null) : null;
}

function named(typed: string, choices: readonly Named[]): string | null {
  const text = fold(typed);
  return choices.find(({ names }) => names.some((name) => fold(name) === text))?.value ?? null;
}

function recogniseMinutes(typed: string): string | null {
  const whole = /^(\d+)[.,]0+$/.exec(typed);
  const clock = /^(\d{1,2}:\d{2}):\d{2}$/.exec(typed);
  const reading = readDuration(whole?.[1] ?? clock?.[1] ?? typed);
  return reading.kind === 'minutes' ? String(reading.minutes) : null;
}

/** A bare number is hours here; with a unit or a colon it says itself what it is. */
function recogniseHours(typed: string): string | null {
  const bare = /^\d{1,2}(?:[.,]\d{1,4})?$/.test(typed);
  return bare ? String(Math.round(Number(typed.replace(',', '.')) * 60)) : recogniseMinutes(typed);
}

function recogniseAnswer(typed: string): string | null {
  const word = fold(typed);
  const answer = ['x', 'true', 'sann'].includes(word)
    ? true
    : ['false', 'usann', '-'].includes(word)
      ? false
      : readYesNo(word);
  return answer === null ? null : answer ? 'yes' : 'no';
}

/** Without the currency, and without decimals that say nothing. */
function plainAmount(typed: string): string {
  return typed
    .replace(/^(?:kr|nok)\.? ?/i, '')
    .replace(/([.,]\d*?)0+$/, (_, decimals: string) => (decimals.length > 1 ? decimals : ''));
}
