import type { Poke } from '../../src/shared/contracts/sync-api';
import { type Answer, ok } from '../api/answer';
import type { Services } from '../api/services';
import { asPerson } from '../session/as-person';

/** A stream of pokes for whom the token names; `left` is aborted when nobody reads it any more. */
export async function openPokes(
  services: Services,
  authorization: string | null,
  left: AbortSignal | undefined,
): Promise<Answer<AsyncGenerator<Poke, void>>> {
  const whoAsks = () => asPerson(services, authorization, async (_sql, _caller, claims) => ok(claims));
  const asked = await whoAsks();
  if (asked.kind === 'refused') return asked;
  const isLive = async () => (await whoAsks()).kind === 'ok';
  return ok(services.pokes.open({ ...asked.value, isLive }, left));
}
