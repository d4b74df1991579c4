import { create } from 'zustand';
import { goTo } from '../routes';
import { useActivityList } from './list-store';

type From = 'list' | 'mentor' | 'session';
const places = { list: 'activities', mentor: 'mentor', session: 'sessions' } as const;
type Opened = {
  activityId: string | null;
  mentorId: string | null;
  /** Where the registration, and where the mentor, was opened from. */
  from: From;
  mentorFrom: 'list' | 'record';
};

/** Which record its page shows: addresses carry no ids. */
export const useOpened = create<Opened>(() => ({
  activityId: null,
  mentorId: null,
  from: 'list',
  mentorFrom: 'list',
}));

export function openActivity(activityId: string, from: From = 'list'): void {
  useOpened.setState({ activityId, from });
  if (from === 'list') useActivityList.setState({ comesBack: true });
  goTo('record');
}

/** Back to where it was opened from. */
export function leaveRecord(): void {
  goTo(places[useOpened.getState().from]);
}

export function openMentor(mentorId: string, mentorFrom: Opened['mentorFrom'] = 'list'): void {
  useOpened.setState({ mentorId, mentorFrom });
  goTo('mentor');
}

export function leaveMentor(): void {
  goTo(useOpened.getState().mentorFrom === 'record' ? 'record' : 'mentors');
}
