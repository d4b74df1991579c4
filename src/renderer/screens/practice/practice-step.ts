/** What she learns, in the order in which she does it. */
export const practiceSteps = ['roster', 'tick', 'minutes', 'mistake', 'finish', 'done'] as const;
export type PracticeStep = (typeof practiceSteps)[number];

/** What stands in the practice session, as far as it says what comes next. */
export type PracticeFacts = {
  /** The attendance list is shown. */
  inRoster: boolean;
  /** For everybody who is ticked, whether minutes stand there that can be understood. */
  ticked: readonly boolean[];
  /** A mistake was put into the session for her to find. */
  planted: boolean;
  errors: number;
  finished: boolean;
};

/** As many as are to be ticked before it goes on. */
const enough = 2;

/** The step that she is at: what is done decides, however she did it, so that nothing she does is wrong. */
export function practiceStep({ inRoster, ticked, planted, errors, finished }: PracticeFacts): PracticeStep {
  if (finished) return 'done';
  if (planted) return errors > 0 ? 'mistake' : 'finish';
  if (!inRoster) return 'roster';
  if (ticked.length < enough) return 'tick';
  return ticked.every((understood) => understood) ? 'mistake' : 'minutes';
}
