import { implement, ORPCError } from '@orpc/server';
import { serverErrors } from '../../src/shared/contracts/errors';
import { type ChangesPage, protocolVersion, serviceName, syncApi } from '../../src/shared/contracts/sync-api';
import { readEpoch } from '../database/read-epoch';
import { readChanges } from '../feed/read-changes';
import { readDigest } from '../feed/read-digest';
import { openPokes } from '../poke/open-pokes';
import { pushMutations } from '../push/push-mutations';
import { asPerson } from '../session/as-person';
import { refreshSession } from '../session/refresh-session';
import { signIn } from '../session/sign-in';
import { signInWithProvider } from '../session/sign-in-with-provider';
import { signOut } from '../session/sign-out';
import { type Answer, ok } from './answer';
import type { Services } from './services';

/** What one request brings along, and the headers its answer is to carry. */
export type RequestContext = {
  services: Services;
  authorization: string | null;
  /** Where the request came from, for the limit on tries. */
  address: string;
  answerHeaders: Record<string, string>;
};

// Answers are made from our own tables and checked by the contract tests; checking each of 5,000 rows again at run
// time would cost more than reading them.
const os = implement(syncApi)
  .$context<RequestContext>()
  .$config({ initialOutputValidationIndex: Number.NaN });

/** Each route of the contract, and the one verb that answers it. */
export const router = os.router({
  health: os.health.handler(async ({ context }) => ({
    service: serviceName,
    protocol: protocolVersion,
    epoch: await context.services.database.transaction({}, readEpoch),
  })),
  signIn: os.signIn.handler(async ({ context, input }) =>
    unwrap(context, await signIn(context.services, input, context.address)),
  ),
  signInWithProvider: os.signInWithProvider.handler(async ({ context, input }) =>
    unwrap(context, await signInWithProvider(context.services, input, context.address)),
  ),
  refresh: os.refresh.handler(async ({ context, input }) =>
    unwrap(context, await refreshSession(context.services, input.refreshToken)),
  ),
  signOut: os.signOut.handler(async ({ context, input }) =>
    signOut(context.services, context.authorization, input?.refreshToken),
  ),
  push: os.push.handler(async ({ context, input }) => {
    const { services, authorization } = context;
    const answer = await asPerson(services, authorization, (sql, caller) =>
      pushMutations(sql, caller, input.params.entity, {
        request: input.body,
        now: services.now(),
        report: services.report,
      }),
    );
    return unwrap(context, answer);
  }),
  changes: os.changes.handler(async ({ context, input }) => {
    const { services, authorization } = context;
    const answer = await asPerson(services, authorization, (sql, caller) =>
      readChanges(sql, caller, { ...input, key: services.keys.cursor }),
    );
    return asPage(context, unwrap(context, answer));
  }),
  digest: os.digest.handler(async ({ context }) => {
    const answer = await asPerson(context.services, context.authorization, async (sql, caller) =>
      ok(await readDigest(sql, caller)),
    );
    return unwrap(context, answer);
  }),
  events: os.events.handler(async ({ context, signal }) => {
    const { services, authorization } = context;
    return unwrap(context, await openPokes(services, authorization, signal));
  }),
});

function unwrap<T>(context: RequestContext, answer: Answer<T>): T {
  if (answer.kind === 'ok') return answer.value;
  if (answer.retryAfterS !== undefined) context.answerHeaders['retry-after'] = String(answer.retryAfterS);
  throw new ORPCError(answer.code, { ...serverErrors[answer.code], defined: true });
}

/** A page is text from PostgreSQL already: a stream passes by the serializer, which would walk every value. */
function asPage(context: RequestContext, text: string): ChangesPage {
  context.answerHeaders['content-type'] = 'application/json';
  return new Blob([text]).stream() as unknown as ChangesPage;
}
