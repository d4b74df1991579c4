import { navigate } from 'wouter/use-hash-location';

/** Addresses carry the name of a screen and nothing else: they may end up in logs. */
export const routes = {
  batch: '/batch',
  overview: '/overview',
  activities: '/',
  record: '/record',
  sessions: '/sessions',
  mentors: '/mentors',
  mentor: '/mentor',
  contacts: '/contacts',
  attention: '/attention',
  sync: '/sync',
  ready: '/ready',
  settings: '/settings',
  about: '/about',
} as const;
export type ScreenName = keyof typeof routes;

export function goTo(screen: ScreenName): void {
  navigate(routes[screen]);
}
