import { makesContact, proposesMentor } from './add-references';
import { answersConflict, answersRefusal } from './answer-queue';
import { deletes, edits, editsTwice } from './change-activities';
import type { Desk } from './desk';
import { finishesSession, registers, takesRowAway } from './enter-rows';
import { goesOn, pauses, savesAndPauses, sendsNow, signsOut } from './steer-sending';

export type PersonAct = (at: Desk) => Promise<void>;

/** What a person does at her computer, and how often. */
export const personActs: readonly (readonly [name: string, weight: number, act: PersonAct])[] = [
  ['registers', 14, registers],
  ['edits', 14, edits],
  ['edits twice', 4, editsTwice],
  ['deletes', 3, deletes],
  ['makes a contact', 3, makesContact],
  ['proposes a mentor', 2, proposesMentor],
  ['answers a refusal', 6, answersRefusal],
  ['answers a conflict', 6, answersConflict],
  ['finishes what was left', 3, finishesSession],
  ['takes a row away', 1, takesRowAway],
  ['sends now', 6, async ({ world, device, workspace }) => sendsNow(world, device, workspace)],
  ['pauses', 2, pauses],
  ['saves and pauses', 1, savesAndPauses],
  ['goes on', 2, goesOn],
  ['signs out', 1, signsOut],
];
