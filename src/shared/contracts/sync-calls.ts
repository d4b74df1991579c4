import { oc } from '@orpc/contract';
import { z } from 'zod';
import { answeredLine, conflictAnswer, correction, duplicateAnswer, duplicateLine, putOff } from './answers';
import { cells } from './drafts';
import { conflictLine, deleteQuestion, notice, queueLine, runLine } from './lines';
import { epochMs, id } from './primitives';
import { saveResult } from './results';
import { status } from './status';

const nothing = z.object({});

/** How sending stands, what needs the person, and her answers. */
export const syncApi = {
  status: oc.output(status),
  /** What a glance at the tray shows beside the status: no more than moments, counts and codes. */
  glance: oc.output(
    z.object({
      waitingSince: epochMs.nullable(),
      lastRun: runLine.nullable(),
      /** Her own choices for this computer let nothing go by itself just now. */
      held: z.enum(['asked', 'hours']).nullable(),
    }),
  ),
  queue: oc
    .input(z.strictObject({ only: z.enum(['waiting', 'needs_person']), limit: z.int().min(1).max(500) }))
    .output(z.object({ total: z.int(), lines: z.array(queueLine) })),
  conflicts: oc.output(z.array(conflictLine)),
  runs: oc.output(z.array(runLine)),
  notices: oc.output(z.array(notice)),
  dismissNotice: oc.input(z.strictObject({ id })).output(nothing),
  now: oc.output(nothing),
  /** Compares everything here with the server, at once or as soon as it can be reached; a notice says what came of it. */
  check: oc.output(nothing),
  /** The question whether very much may be deleted; null when none stands. */
  deleteQuestion: oc.output(deleteQuestion.nullable()),
  /** `accept`: the page goes through once; otherwise everything stays and fetching stays stopped. */
  answerDeletes: oc.input(z.strictObject({ id, accept: z.boolean() })).output(saveResult),
  /** Until when; null ends the pause. */
  pause: oc.input(z.strictObject({ until: epochMs.nullable() })).output(nothing),
  /** Offers a parked mutation again, and what depends on it. */
  retry: oc.input(z.strictObject({ mutationId: id })).output(saveResult),
  /** Takes a refused new registration back into the entry session with the server's reason. `cells`: what stands there instead. */
  fix: oc.input(z.strictObject({ mutationId: id, cells: cells.optional() })).output(saveResult),
  /** Gives up a parked change; kept in the audit trail. */
  discard: oc.input(z.strictObject({ mutationId: id })).output(saveResult),
  /** Offers parked changes again with other values in the fields named, and nothing of it unless all of it can be. */
  correct: oc.input(z.strictObject({ corrections: z.array(correction).min(1).max(500) })).output(saveResult),
  /** Her word on conflicts, all of it or none. What is to stand goes out as a new change on what stands now. */
  resolve: oc.input(z.strictObject({ answers: z.array(conflictAnswer).min(1).max(500) })).output(saveResult),
  /** Conflicts that she has answered and can open again, newest first. */
  answered: oc.output(z.array(answeredLine)),
  /** Registrations of hers that may stand twice. */
  duplicates: oc.output(z.array(duplicateLine)),
  answerDuplicate: oc.input(duplicateAnswer).output(saveResult),
  /** What she has put off; it is asked as before once it has changed. */
  putOffs: oc.output(z.array(putOff)),
  putOff: oc.input(putOff).output(saveResult),
};
