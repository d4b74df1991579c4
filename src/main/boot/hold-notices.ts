import type { LiveHub } from '../ipc/live-hub';

/**
 * The hub, but notices wait for a window that can be seen: a screen reader does not speak what changes out of sight. To be
 * told of when the window comes forward: `{ kind: 'changed', entities: ['notices'] }`.
 */
export function holdNotices(live: LiveHub, isSeen: () => boolean): LiveHub {
  return {
    ...live,
    publish(event) {
      if (event.kind !== 'changed' || isSeen()) return live.publish(event);
      const entities = event.entities.filter((entity) => entity !== 'notices');
      if (entities.length > 0) live.publish({ ...event, entities });
    },
  };
}
