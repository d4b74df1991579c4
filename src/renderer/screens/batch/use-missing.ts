import { useCallback, useEffect, useState } from 'react';
import type { MissingMentorLine } from '../../../shared/contracts/overview';
import { api } from '../../api/client';
import type { Session } from './use-session';

export type Missing =
  | { kind: 'reading' }
  | { kind: 'failed' }
  | { kind: 'read'; usual: MissingMentorLine[]; seldom: MissingMentorLine[] };

/** Mentors with nothing this month, those of whom it is unusual apart, without those who have a row in the session. */
export function useMissing({ state }: Session): { missing: Missing; readAgain: () => void } {
  const [lines, setLines] = useState<MissingMentorLine[] | 'reading' | 'failed'>('reading');
  const readAgain = useCallback(() => {
    api.drafts.missing().then(
      (answer) => setLines(answer.missing),
      () => setLines('failed'),
    );
  }, []);
  useEffect(readAgain, [readAgain]);
  if (typeof lines === 'string') return { missing: { kind: lines }, readAgain };
  const inSession = new Set(state.rows.map(({ cells }) => cells.mentor));
  const left = lines.filter(({ id }) => !inSession.has(id));
  return {
    missing: {
      kind: 'read',
      usual: left.filter(({ kind }) => kind === 'missing'),
      seldom: left.filter(({ kind }) => kind !== 'missing'),
    },
    readAgain,
  };
}
