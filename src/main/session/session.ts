import type { SignInResult } from '../../shared/contracts/ipc';
import type { Person, SignInAnswer, Tokens } from '../../shared/contracts/sync-api';
import type { SessionRow } from '../database/session-row';
import type { Log } from '../log/log';
import { signInFailure } from './sign-in-failure';

export type Answer<Value> =
  | { kind: 'ok'; value: Value }
  | { kind: 'failed'; failure: { kind: string; notBefore: number | null } };

/** The part of the server's client that is used here. */
export type SessionClient = {
  signIn(input: { email: string; password: string; deviceId: string }): Promise<Answer<SignInAnswer>>;
  refresh(refreshToken: string): Promise<Answer<Tokens>>;
  signOut(refreshToken: string): Promise<unknown>;
};

/** Where the sign-in is kept, and what a change of person does to the rest of it. */
export type SessionStore = {
  read(): SessionRow | null;
  write(row: SessionRow): void;
  deviceId(): string;
  /** Gives this device another id. */
  renewDevice(): void;
  /** Registrations, entry rows included, that exist only on this computer. */
  unsent(): number;
  /** Removes everything and begins with an empty database. */
  startFresh(): void;
};

type Credentials = { email: string; password: string };

export type Session = {
  /** Who may work here; also without a network and after the sign-in has ended. */
  person(): Person | null;
  /** Whether the server can be asked. */
  signedIn(): boolean;
  access(): string | null;
  refresh(): Promise<'refreshed' | 'refused' | 'unreachable'>;
  signIn(input: Credentials): Promise<SignInResult>;
  signOut(): Promise<{ kind: 'signed_out' } | { kind: 'unsent'; count: number }>;
};

export type SessionOptions = {
  client: SessionClient;
  store: SessionStore;
  nowMs: () => number;
  /** After signing in or out, and when the server ended the sign-in. */
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

  const accept = (person: Person, tokens: Tokens) => {
    store.write({ person, refreshToken: tokens.refreshToken });
    accessToken = tokens.accessToken;
  };

  const refreshOnce = async () => {
    const row = store.read();
    if (!row?.refreshToken) return 'refused';
    const answer = await client.refresh(row.refreshToken);
    // Signed out, or in as somebody else, while the answer was on its way.
    if (store.read()?.refreshToken !== row.refreshToken) return 'refused';
    if (answer.kind === 'ok') {
      accept(row.person, answer.value);
      return 'refreshed';
    }
    if (!isRefusal(answer.failure.kind)) return 'unreachable';
    store.write({ person: row.person, refreshToken: null });
    accessToken = null;
    log('session.ended_by_server');
    onChange();
    return 'refused';
  };

  const signInOnce = async (input: Credentials): Promise<SignInResult> => {
    let answer = await client.signIn({ ...input, deviceId: store.deviceId() });
    // Another computer goes on with a copy of this profile: here it becomes a device of its own.
    if (answer.kind === 'failed' && answer.failure.kind === 'device_copied') {
      store.renewDevice();
      log('session.device_renewed');
      answer = await client.signIn({ ...input, deviceId: store.deviceId() });
    }
    if (answer.kind === 'failed') return signInFailure(answer.failure, nowMs());
    const { person, ...tokens } = answer.value;
    const before = store.read();
    if (before && before.person.id !== person.id) {
      await client.signOut(tokens.refreshToken);
      if (store.unsent() > 0) return { kind: 'other_person' };
      store.startFresh();
      onChange();
      // A new database is a device of its own, and tokens are given to a device.
      return signInOnce(input);
    }
    accept(person, tokens);
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
    signIn(input) {
      const result = signInOnce(input);
      const ended = result
        .catch(() => {})
        .then(() => {
          if (signingIn === ended) signingIn = null;
        });
      signingIn = ended;
      return result;
    },
    async signOut() {
      // Its answer would bring back a person who has left.
      if (signingIn) await signingIn;
      const count = store.unsent();
      if (count > 0) return { kind: 'unsent', count };
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

function isRefusal(kind: string): boolean {
  return kind === 'refresh_refused' || kind === 'auth_needed' || kind === 'device_refused';
}
