import { useEffect, useMemo, useRef, useState } from 'react';
import { type MeetingAsked, mostMeetingsAsked, type StandingMeeting } from '../../../shared/contracts/drafts';
import { responsibleOf } from '../../../shared/rules/find-duplicates';
import { useVersionOf } from '../../stores/app-store';
import type { SessionApi } from './session-api';

type Drafts = Pick<SessionApi['drafts'], 'standing'>;
type Known = ReadonlyMap<string, readonly StandingMeeting[]>;

/** While records arrive page by page, they are looked at once it is quiet. */
const askAgainAfterMs = 500;

/**
 * What is registered already of the mentors' days that a session is about: asked as rows are written, a few days at a
 * time so that no save waits long behind it, and again when records have changed. Nobody who types waits for it.
 */
export function useStanding(days: readonly MeetingAsked[], drafts: Drafts): readonly StandingMeeting[] {
  const version = useVersionOf('activities');
  const [known, setKnown] = useState<Known>(new Map());
  const asked = useRef({ version, keys: new Set<string>() });
  const line = useRef(Promise.resolve());

  useEffect(() => {
    const isChanged = asked.current.version !== version;
    const fresh = new Map(days.map((day) => [keyOf(day), day]));
    if (!isChanged) for (const key of asked.current.keys) fresh.delete(key);
    if (fresh.size === 0) return;
    function ask(): void {
      if (isChanged) asked.current = { version, keys: new Set() };
      for (const key of fresh.keys()) asked.current.keys.add(key);
      // In turn, so that an older answer never lands on top of a newer one.
      line.current = line.current
        .then(() => readStanding([...fresh.values()], drafts))
        .then((found) => setKnown((before) => new Map([...before, ...found])))
        // Asked again with the next row; a warning that comes later is better than a session that stops.
        .catch(() => asked.current.keys.clear());
    }
    const timer = setTimeout(ask, isChanged ? askAgainAfterMs : 0);
    return () => clearTimeout(timer);
  }, [days, drafts, version]);

  return useMemo(() => [...new Set(days.map(keyOf))].flatMap((key) => known.get(key) ?? []), [days, known]);
}

/** What is registered of these days, each of which is asked for once, by the keys of the days. */
export async function readStanding(days: readonly MeetingAsked[], drafts: Drafts): Promise<Known> {
  const found = new Map<string, StandingMeeting[]>(days.map((day) => [keyOf(day), []]));
  for (let start = 0; start < days.length; start += mostMeetingsAsked) {
    const meetings = await drafts.standing({ asked: days.slice(start, start + mostMeetingsAsked) });
    for (const meeting of meetings)
      found.get(keyOf({ mentorId: responsibleOf(meeting) ?? '', day: meeting.occurredOn }))?.push(meeting);
  }
  return found;
}

function keyOf({ mentorId, day }: MeetingAsked): string {
  return `${mentorId} ${day}`;
}
