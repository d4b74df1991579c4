import type { Settings } from '../settings/settings';
import type { TrailKeeper } from './keep-trail-head';

/** The trail's head is kept beside the settings, outside the database that it vouches for. */
export function trailPorts(settings: Settings): TrailKeeper {
  return {
    kept: () => settings.get('trailHead'),
    keep: (head) => settings.set('trailHead', head),
  };
}
