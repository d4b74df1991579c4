import { useCallback } from 'react';
import type { PastSession } from '../../../shared/contracts/sessions';
import { clockTime, dayDate } from '../../../shared/rules/format-time';
import { shownDate } from '../../components/shown-date';
import { useApp } from '../../stores/app-store';

/** When a session was finished, `21.11.2026 14.32`; or the days its registrations are of, where nobody knows. */
export function useWhen(): (session: PastSession) => string {
  const language = useApp((state) => state.language);
  return useCallback(
    ({ at, from, to }) => {
      if (at !== null) return `${dayDate(at)} ${clockTime(at, language)}`;
      return from === to ? shownDate(from) : `${shownDate(from)}–${shownDate(to)}`;
    },
    [language],
  );
}
