import type { TrailHead } from '../audit/trail-head';
import type { TrailPorts } from '../registrations/export-trail';
import type { Settings } from '../settings/settings';
import { chooseFile } from '../window/choose-file';

/** The trail's head is kept beside the settings, outside the database that it vouches for. */
export function trailPorts(settings: Settings): TrailPorts & { keep(head: TrailHead): void } {
  return {
    chooseFile,
    kept: () => settings.get('trailHead'),
    keep: (head) => settings.set('trailHead', head),
    language: () => settings.get('language'),
  };
}
