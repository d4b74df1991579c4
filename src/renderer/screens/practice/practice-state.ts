import { readDuration } from '../../../shared/rules/read-duration';

export const practiceSteps = ['roster', 'tick', 'minutes', 'mistake', 'finish', 'done'] as const;
export type PracticeStep = (typeof practiceSteps)[number];
/** Invented people; what is ticked and typed is held by this value and nowhere else. */
export const practiceMentors = ['a', 'b', 'c'] as const;
export type PracticeMentor = (typeof practiceMentors)[number];
export type Practice = {
  step: PracticeStep;
  ticked: readonly PracticeMentor[];
  minutes: Readonly<Partial<Record<PracticeMentor, string>>>;
};
export type PracticeAction =
  | { kind: 'choose_roster' }
  | { kind: 'tick'; mentor: PracticeMentor }
  | { kind: 'type'; mentor: PracticeMentor; text: string }
  | { kind: 'next' }
  | { kind: 'finish' };

export const startOfPractice: Practice = { step: 'roster', ticked: [], minutes: {} };
/** As many as are to be ticked before it goes on. */
const enough = 2;
const typedWrong = '9x';

/** What the practice session comes to by one thing that she does; what is not its turn yet changes nothing. */
export function practiseOn(practice: Practice, action: PracticeAction): Practice {
  switch (action.kind) {
    case 'choose_roster':
      return practice.step === 'roster' ? { ...practice, step: 'tick' } : practice;
    case 'tick':
      return practice.step === 'tick'
        ? { ...practice, ticked: toggled(practice.ticked, action.mentor) }
        : practice;
    case 'type':
      return { ...practice, minutes: { ...practice.minutes, [action.mentor]: action.text } };
    case 'next':
      return mayGoOn(practice) ? goOn(practice) : practice;
    case 'finish':
      return practice.step === 'finish' ? { ...practice, step: 'done' } : practice;
  }
}

/** Whether what the step asks for is done. */
export function mayGoOn({ step, ticked, minutes }: Practice): boolean {
  if (step === 'tick') return ticked.length >= enough;
  if (step === 'minutes' || step === 'mistake')
    return ticked.every((mentor) => isDuration(minutes[mentor] ?? ''));
  return false;
}

/** Those whose minutes cannot be understood, in the order of the rows. */
export function wrongOnes({ ticked, minutes }: Practice): PracticeMentor[] {
  return practiceMentors.filter(
    (mentor) => ticked.includes(mentor) && minutes[mentor] !== undefined && !isDuration(minutes[mentor]),
  );
}

function goOn(practice: Practice): Practice {
  const step = practiceSteps[practiceSteps.indexOf(practice.step) + 1] ?? 'done';
  if (step !== 'mistake') return { ...practice, step };
  const [last] = practiceMentors.filter((mentor) => practice.ticked.includes(mentor)).reverse();
  return {
    ...practice,
    step,
    minutes: last ? { ...practice.minutes, [last]: typedWrong } : practice.minutes,
  };
}

function toggled(ticked: readonly PracticeMentor[], mentor: PracticeMentor): PracticeMentor[] {
  return ticked.includes(mentor) ? ticked.filter((each) => each !== mentor) : [...ticked, mentor];
}

function isDuration(text: string): boolean {
  return readDuration(text).kind === 'minutes';
}
