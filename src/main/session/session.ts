import type { HandoverCounts } from '../../shared/contracts/handover';
import type { DeleteConsent, UnsentAnswer } from '../../shared/contracts/profiles';
import type { SignInEnd, SignInResult } from '../../shared/contracts/sign-in';
import type { IdentityProof, Person, RefreshAnswer, SignInAnswer } from '../../shared/contracts/sync-api';
import { areaChanged } from '../../shared/rules/area-changed';
import { isNothing, mayDelete } from '../../shared/rules/may-delete';
import type { SessionRow } from '../database/session-row';
import type { Log } from '../log/log';
import { signInFailure } from './sign-in-failure';

export type Answer<Value> =
  | { kind: 'ok'; value: Value }
  | { kind: 'failed'; failure: { kind: string; notBefore: number | null } };

/** The part of the server's client that is used here. */
export type SessionClient = {
  signIn(input: { email: string; password: string; deviceId: string }): Promise<Answer<SignInAnswer>>;
  signInWithProvider(input: IdentityProof): Promise<Answer<SignInAnswer>>;
  refresh(refreshToken: string): Promise<Answer<RefreshAnswer>>;
  signOut(refreshToken: string): Promise<unknown>;
};

/** Where the sign-in is kept, and what a change of person does to the rest of it. */
export type SessionStore = {
  read(): SessionRow | null;
  /** `areaChanged`: tells her so in the same transaction. */
  write(row: SessionRow, told?: { areaChanged: boolean }): void;
  deviceId(): string;
  /** Gives this device another id. */
  renewDevice(): void;
  /** What exists only on this computer. */
  unsent(): HandoverCounts;
  /** Whether a finished hand-over holds all of that. */
  isHandedOver(): boolean;
  /** Removes everything and begins with an empty database. */
  startFresh(): void;
};

/** How somebody shows who she is: by her password, or by her organisation's identity provider. */
export type Credentials =
  | { email: string; password: string }
  | Pick<IdentityProof, 'organisation' | 'idToken' | 'proof'>;

export type Session = {
  /** Who may work here; also without a network and after the sign-in has ended. */
  person(): Person | null;
  /** Whether the server can be asked. */
  signedIn(): boolean;
  access(): string | null;
  refresh(): Promise<'refreshed' | 'refused' | 'unreachable'>;
  signIn(credentials: Credentials): Promise<SignInResult>;
  /** Deletes everything here; what is kept only here goes with the person's consent alone. */
  signOut(consent?: DeleteConsent): Promise<{ kind: 'signed_out' } | UnsentAnswer>;
};

export type SessionOptions = {
  client: SessionClient;
  store: SessionStore;
  nowMs: () => number;
  /** After signing in or out, when the server ended the sign-in, and when what she may do has changed. */
  onChange: () => void;
  log: Log;
};

/**
 * Who is signed in. The access token lives in memory only; the refresh token lies in the encrypted database and
 * is replaced there before the new access token is used, because the server accepts each of them once.
 */
export function createSession({ client, store, nowMs, onChange, log }: SessionOptions): Session {
  let accessToken: string | null = null;
  let signingIn: Promise<unknown> | null = null;
  let refreshing: Promise<'refreshed' | 'refused' | 'unreachable'> | null = null;

  /** Answers whether she may do something else than before. */
  const accept = (person: Person, given: RefreshAnswer, before: SessionRow | null): boolean => {
    const known = before?.person.id === person.id ? before : null;
    const features = given.features ?? known?.features ?? {};
    const moved = known !== null && areaChanged(known.person, person);
    store.write({ person, refreshToken: given.refreshToken, features, ended: null }, { areaChanged: moved });
    accessToken = given.accessToken;
    return moved || JSON.stringify(features) !== JSON.stringify(known?.features ?? {});
  };

  const refreshOnce = async () => {
    const row = store.read();
    if (!row?.refreshToken) return 'refused';
    const answer = await client.refresh(row.refreshToken);
    // Signed out, or in as somebody else, while the answer was on its way.
    if (store.read()?.refreshToken !== row.refreshToken) return 'refused';
    if (answer.kind === 'ok') {
      if (accept(stillHer(row.person, answer.value.person), answer.value, row)) onChange();
      return 'refreshed';
    }
    const ended = endOf(answer.failure.kind);
    if (!ended) return 'unreachable';
    store.write({ ...row, refreshToken: null, ended });
    accessToken = null;
    log('session.ended_by_server', { code: ended });
    onChange();
    return 'refused';
  };

  const ask = (credentials: Credentials) =>
    'password' in credentials
      ? client.signIn({ ...credentials, deviceId: store.deviceId() })
      : client.signInWithProvider({ ...credentials, deviceId: store.deviceId() });

  const signInOnce = async (credentials: Credentials): Promise<SignInResult> => {
    let answer = await ask(credentials);
    // Another computer goes on with a copy of this profile: here it becomes a device of its own.
    if (answer.kind === 'failed' && answer.failure.kind === 'device_copied') {
      store.renewDevice();
      log('session.device_renewed');
      answer = await ask(credentials);
    }
    if (answer.kind === 'failed') return signInFailure(answer.failure, nowMs());
    const { person, ...given } = answer.value;
    const before = store.read();
    if (before && before.person.id !== person.id) {
      await client.signOut(given.refreshToken);
      if (!isNothing(store.unsent())) return { kind: 'other_person' };
      store.startFresh();
      onChange();
      // A new database is a device of its own, and tokens are given to a device.
      return signInOnce(credentials);
    }
    accept(person, given, before);
    log('session.signed_in');
    onChange();
    return { kind: 'signed_in' };
  };

  return {
    person: () => store.read()?.person ?? null,
    signedIn: () => Boolean(store.read()?.refreshToken),
    access: () => accessToken,
    refresh() {
      refreshing ??= refreshOnce().finally(() => {
        refreshing = null;
      });
      return refreshing;
    },
    signIn(credentials) {
      const result = signInOnce(credentials);
      const ended = result
        .catch(() => {})
        .then(() => {
          if (signingIn === ended) signingIn = null;
        });
      signingIn = ended;
      return result;
    },
    async signOut(consent = { kind: 'none' }) {
      // Its answer would bring back a person who has left.
      if (signingIn) await signingIn;
      const counts = store.unsent();
      const isHandedOver = store.isHandedOver();
      if (!mayDelete(counts, consent, isHandedOver)) return { kind: 'unsent', counts, isHandedOver };
      const refreshToken = store.read()?.refreshToken;
      // The computer forgets the tokens now; the server hears of it if it can.
      const revoked = refreshToken ? client.signOut(refreshToken) : null;
      accessToken = null;
      store.startFresh();
      log('session.signed_out');
      onChange();
      await revoked;
      return { kind: 'signed_out' };
    },
  };
}

/** An answer about somebody else changes nothing of whose work this is. */
function stillHer(before: Person, told: Person | undefined): Person {
  return told && told.id === before.id && told.orgId === before.orgId ? told : before;
}

/** Why the sign-in has ended; null when the server was not asked, or did not say so. */
function endOf(failure: string): SignInEnd | null {
  switch (failure) {
    case 'refresh_refused':
    case 'auth_needed':
      return 'expired';
    case 'device_copied':
    case 'device_refused':
    case 'account_closed':
      return failure;
    default:
      return null;
  }
}
