import type { Status } from '../../shared/contracts/status';
import { heldBy } from '../../shared/rules/may-sync-now';
import { type PokeWatch, watchPokes } from '../poke/watch-pokes';
import type { Settings } from '../settings/settings';
import type { ServerClient } from '../sync/server-client';
import type { Lifecycle } from './create-lifecycle';
import type { Work } from './start-work';
import { systemClock, systemRandom } from './system-ports';

export type PokePorts = {
  lifecycle: Lifecycle<Work>;
  /** Of the profile that is open just then. */
  client(): ServerClient;
  settings: Settings;
  status(): Status;
};

/** Listens for the server's word that there is something to fetch, for whoever is at work and wants it fetched. */
export function setUpPokes({ lifecycle, client, settings, status }: PokePorts): PokeWatch {
  return watchPokes({
    open: (left) => client().events(left),
    mayListen() {
      const { connectivity, pausedUntil } = status();
      return (
        lifecycle.state().kind === 'ready' &&
        lifecycle.session.signedIn() &&
        connectivity === 'online' &&
        pausedUntil === null &&
        !settings.get('sending').metered &&
        heldBy(settings.get('sending'), systemClock.now()) === null
      );
    },
    clock: systemClock,
    fraction: systemRandom.fraction,
    onPoke: () => void lifecycle.work()?.engine.run('poke'),
  });
}
