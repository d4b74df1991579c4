import { useEffect, useRef, useState } from 'react';
import { api } from '../../api/client';
import { useApp } from '../../stores/app-store';
import { useAllSent } from './use-all-sent';
import type { Session } from './use-session';

/** What was said of a finished session, and what will be once it has been sent; and the last save before it. */
type Told = {
  sessionId: string | null;
  sentence: string;
  whenSent: string;
  savedAtMs: number | null;
  undo: string | undefined;
};

/** Finishing a session: rows without errors wait to be sent from then on, rows with errors stay. */
export function useFinish(session: Session, onFinished: () => void) {
  const [asking, setAsking] = useState(false);
  const [told, setTold] = useState<Told | null>(null);
  const resultRef = useRef<HTMLParagraphElement>(null);
  const offline = useApp((state) => state.status?.connectivity !== 'online');
  const { actions, keys, context } = session;
  const { t } = context;
  const latest = useRef(session);
  latest.current = session;

  async function ask(): Promise<void> {
    if (!(await actions.commit())) return;
    const { errors, rows } = latest.current.viewNow().summary;
    if (rows === 0) session.say(t('nothing_to_finish'));
    else if (errors > 0) setAsking(true);
    else await finish();
  }

  async function finish(): Promise<void> {
    setAsking(false);
    const answer = await api.drafts.finish({ sessionId: session.state.sessionId }).catch(() => null);
    if (answer?.kind !== 'finished') {
      actions.fail(answer?.problem ?? 'gone');
      return;
    }
    const { registered, kept, undo } = answer;
    await actions.reopen();
    if (registered > 0) onFinished();
    const done = t(offline ? 'result.offline' : 'result.online', { count: registered });
    const sent = t('result.sent', { count: registered });
    const left = kept > 0 ? ` ${t('result.kept', { count: kept })}` : '';
    setTold({
      sessionId: registered > 0 ? session.state.sessionId : null,
      sentence: `${done}${left}`,
      whenSent: `${sent}${left}`,
      savedAtMs: latest.current.state.savedAtMs,
      undo,
    });
  }

  /** The rows come back to where they were typed; what others have changed since stays registered. */
  async function undo(): Promise<void> {
    const answer = await api.activities.undo({ undo: told?.undo ?? '' }).catch(() => null);
    if (answer?.kind !== 'undone') {
      if (answer?.kind !== 'not_found') actions.fail(answer?.problem ?? 'gone');
      setTold(null);
      return;
    }
    await actions.reopen();
    const back = t('common:undo.rows', { count: answer.undone });
    const sentence = answer.kept > 0 ? `${back} ${t('common:undo.rows_kept', { count: answer.kept })}` : back;
    setTold({
      sessionId: null,
      sentence,
      whenSent: sentence,
      savedAtMs: latest.current.state.savedAtMs,
      undo: undefined,
    });
  }
  // The next value that is saved belongs to other rows.
  const current = told && told.savedAtMs === session.state.savedAtMs ? told : null;

  const allSent = useAllSent(current?.sessionId ?? null);
  const whenSent = current?.whenSent ?? '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once, when it has happened
  useEffect(() => {
    if (allSent) session.say(whenSent);
  }, [allSent]);

  // With rows left to mend the focus is in the grid already; otherwise it goes to the result.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new result moves the focus
  useEffect(() => {
    if (!told) return;
    if (latest.current.view.summary.rows === 0) resultRef.current?.focus();
    else session.say(told.sentence);
  }, [told]);

  return {
    asking,
    result: (allSent ? current?.whenSent : current?.sentence) ?? null,
    undo: current?.undo ? () => keys.run(undo) : null,
    resultRef,
    ask: () => keys.run(ask),
    askNow: ask,
    confirm: () => keys.run(finish),
    cancel: () => {
      setAsking(false);
      actions.activate(session.state.active);
    },
  };
}
