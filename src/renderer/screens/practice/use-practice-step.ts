import { useEffect, useRef, useState } from 'react';
import { readDuration } from '../../../shared/rules/read-duration';
import type { Session } from '../batch/use-session';
import type { Way } from '../batch/way-tabs';
import { type PracticeStep, practiceStep } from './practice-step';

const typedWrong = '9x';

/** Where she is in the practice, and what finishing means in it: the end, once there is nothing left to mend. */
export function usePracticeStep(
  session: Session,
  way: Way,
): { step: PracticeStep; finish: () => Promise<void> } {
  const [planted, setPlanted] = useState(false);
  const [finished, setFinished] = useState(false);
  const latest = useRef(session);
  latest.current = session;
  const { rows, summary } = session.view;
  const ticked = rows.filter(({ row }) => row.origin === 'roster');
  const step = practiceStep({
    inRoster: way === 'roster',
    ticked: ticked.map(({ row }) => readDuration(row.cells.duration ?? '').kind === 'minutes'),
    planted,
    errors: summary.errors,
    finished,
  });

  useEffect(() => {
    if (step !== 'mistake' || planted) return;
    const { reference, state, actions } = latest.current;
    const taken = new Set(state.rows.map(({ cells }) => cells.mentor));
    const left = reference.mentors.findLast(({ id }) => !taken.has(id));
    setPlanted(true);
    if (left) void actions.addRows([{ mentor: left.id, duration: typedWrong }], 'roster');
  }, [step, planted]);

  async function finish(): Promise<void> {
    if (!(await latest.current.actions.commit())) return;
    const { ready, errors } = latest.current.viewNow().summary;
    const { say, context } = latest.current;
    if (errors > 0 || ready === 0) say(context.t('finish_dialog.none_ready'));
    else setFinished(true);
  }

  return { step, finish };
}
