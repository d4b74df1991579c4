import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerCalls } from '../../../../src/main/ipc/answer-calls';
import type { Workspace } from '../../../../src/main/ipc/calls';
import { isReadable, type Port } from '../../../../src/main/ipc/guard-port';
import { limitCalls } from '../../../../src/main/ipc/limit-calls';
import { createLiveHub, type LiveHub } from '../../../../src/main/ipc/live-hub';
import type { IpcRooms } from '../../../../src/main/ipc/procedure';
import { isTrustedSender } from '../../../../src/main/ipc/trusted-sender';
import type { Log } from '../../../../src/main/log/log';
import type { BootState, ipcApi, LiveEvent } from '../../../../src/shared/contracts/ipc';
import type { Status } from '../../../../src/shared/contracts/status';
import { makeFakeClock } from '../../../support/fake-clock';

type Api = ContractRouterClient<typeof ipcApi>;
const someId = '01a2001d-bb76-727f-acdc-91216e6ea13e';

let boot: BootState;
let workspace: Workspace | null;
let live: LiveHub;
let api: Api;
let page: MessagePort;
let lines: string[];
let closed: boolean;
let rooms: IpcRooms;
const log: Log = (event, fields) => lines.push(`${event} ${JSON.stringify(fields ?? {})}`);

beforeEach(() => {
  boot = { kind: 'sign_in' };
  workspace = null;
  lines = [];
  closed = false;
  live = createLiveHub(() => [{ kind: 'boot', boot }]);
  const { port1, port2 } = new MessageChannel();
  page = port1;
  rooms = {
    live,
    bootState: () => boot,
    workspace: () => workspace,
    app: {
      boot: () => {
        throw new Error('Kari Furulund /home/kari/feltbok.db');
      },
      setLanguage: () => ({}),
      setLook: () => ({}),
      endPractice: () => ({}),
      setQuiet: () => ({}),
      show: () => ({}),
      quit: () => ({}),
      print: () => ({ kind: 'printed' }),
    },
    computer: {
      autostart: () => ({ state: 'off' }),
      setAutostart: ({ on }) => ({ state: on ? 'on' : 'off' }),
      sending: () => ({ onlyWhenAsked: false, metered: false, hours: null }),
      setSending: () => ({}),
      locking: () => ({ lockable: false, after: 0 }),
      setLocking: () => ({}),
      lock: () => ({}),
      copy: () => ({}),
    },
    support: { saveDiagnostics: () => ({ kind: 'cancelled' }) },
    profiles: {
      list: () => ({ profiles: [], organisations: [] }),
      open: () => ({ kind: 'opened' }),
      create: () => ({ kind: 'opened' }),
      rename: () => ({ kind: 'saved' }),
      remove: () => ({ kind: 'removed' }),
    },
    session: {
      signIn: () => ({ kind: 'wrong_credentials' }),
      signInWithProvider: () => ({ kind: 'cancelled' }),
      cancelSignIn: () => ({}),
      usePassphrase: () => ({ ok: false }),
      signOut: () => ({ kind: 'signed_out' }),
    },
  };
  answerCalls(asMainPort(port2), { rooms, allowed: null }, log);
  port2.start();
  port1.start();
  api = createORPCClient(new RPCLink({ port: port1 }));
});
afterEach(() => page.close());

/** Node's port with the face of Electron's. */
function asMainPort(port: MessagePort): Port {
  return {
    on: (event, listener) =>
      port.addEventListener(event, (given) => listener({ data: (given as MessageEvent).data })),
    postMessage: (message) => port.postMessage(message),
    close() {
      closed = true;
      port.close();
    },
  };
}

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'answered',
    (error: { code?: string }) => error.code,
  );

describe('calls before somebody has signed in', () => {
  const calls: [string, (asked: Api) => Promise<unknown>][] = [
    ['reference.read', (asked) => asked.reference.read()],
    ['drafts.open', (asked) => asked.drafts.open()],
    ['activities.list', (asked) => asked.activities.list({ offset: 0, limit: 10 })],
    ['peerMentors.list', (asked) => asked.peerMentors.list({ offset: 0, limit: 10 })],
    ['contacts.list', (asked) => asked.contacts.list({ offset: 0, limit: 10 })],
    ['sync.now', (asked) => asked.sync.now()],
  ];
  it.each(calls)('are refused: %s', async (_name, call) => {
    expect(await codeOf(call(api))).toBe('NOT_READY');
    boot = { kind: 'enter_passphrase', wrong: false };
    expect(await codeOf(call(api))).toBe('LOCKED');
  });

  it('are answered when they are about signing in', async () => {
    expect(await api.session.signIn({ email: 'a', password: 'b' })).toEqual({ kind: 'wrong_credentials' });
  });
});

describe('a page that may ask for little', () => {
  it('is answered what it may ask for, and refused all else before anything is done', async () => {
    const { port1, port2 } = new MessageChannel();
    const shown: unknown[] = [];
    const show: IpcRooms['app']['show'] = (input) => {
      shown.push(input);
      return {};
    };
    const own = { ...rooms, app: { ...rooms.app, show } };
    answerCalls(asMainPort(port2), { rooms: own, allowed: new Set(['app.show']) }, log);
    port2.start();
    port1.start();
    const little: Api = createORPCClient(new RPCLink({ port: port1 }));
    expect(await codeOf(little.app.show({ to: 'sync' }))).toBe('answered');
    expect(await codeOf(little.session.cancelSignIn())).toBe('FORBIDDEN');
    expect(await codeOf(little.activities.list({ offset: 0, limit: 10 }))).toBe('FORBIDDEN');
    expect(shown).toEqual([{ to: 'sync' }]);
    port1.close();
  });
});

describe('calls with arguments that do not fit', () => {
  const bad: [string, string, unknown][] = [
    ['a wrong type', 'app/setLanguage', { language: 7 }],
    ['an unknown key', 'app/setLanguage', { language: 'nb', more: 1 }],
    ['a missing key', 'app/setLanguage', {}],
    ['no object', 'app/setLanguage', ['nb']],
    ['a value out of the list', 'app/setLook', { theme: '<script>', contrast: 'normal', textSize: 100 }],
    ['a text that is too long', 'session/signIn', { email: 'x'.repeat(400), password: 'p' }],
    ['a constructor', 'app/setLanguage', { language: 'nb', constructor: { prototype: { polluted: 1 } } }],
  ];
  it.each(bad)('are BAD_ARGUMENT: %s', async (_name, path, input) => {
    const { s, b } = await raw(path, JSON.stringify(input));
    expect(s).toBe(400);
    expect(b.json).toMatchObject({ code: 'BAD_ARGUMENT' });
    expect(Object.keys((b.json as { data: object }).data)).toEqual(['field']);
  });

  it('leave every object as it was', async () => {
    const { s } = await raw('app/setLanguage', '{"language":"nb","__proto__":{"polluted":1}}');
    expect(s).toBe(400);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('are told the name of the field and never its value', async () => {
    const { b } = await raw('app/setLanguage', '{"language":"Kari Furulund"}');
    expect(b.json).toMatchObject({ data: { field: 'language' } });
    expect(JSON.stringify(b)).not.toContain('Kari');
  });
});

describe('errors', () => {
  it('are a constant for the page and a class name for the log', async () => {
    const error = await api.app.boot().catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'INTERNAL', message: 'INTERNAL' });
    expect(JSON.stringify(error)).not.toContain('Kari');
    expect(lines).toEqual(['ipc.call_failed {"procedure":"app.boot","error":"Error"}']);
  });

  it('are "not found" for a procedure that does not exist', async () => {
    expect((await raw('session/token', 'null')).s).toBe(404);
  });
});

describe('messages that oRPC could not read', () => {
  it.each([
    ['an object', { i: '1', p: { u: '/app/boot' } }],
    ['no JSON', '{'],
    ['no id', '{"p":{"u":"/app/boot"}}'],
    ['no address', '{"i":"1","p":{}}'],
    ['another host', '{"i":"1","p":{"u":"https://evil.example/app/boot"}}'],
    ['a header', '{"i":"1","p":{"u":"/app/boot","h":{"content-type":"multipart/form-data"}}}'],
    ['too much', JSON.stringify({ i: '1', p: { u: '/app/boot', b: 'x'.repeat(5_000_000) } })],
    ['null', null],
  ])('close the port: %s', async (_name, message) => {
    expect(isReadable(message)).toBe(false);
    page.postMessage(message);
    await expect.poll(() => closed).toBe(true);
    expect(lines).toEqual(['ipc.message_refused {}']);
  });
});

describe('limitCalls', () => {
  it('lets a burst through, then so many a second', () => {
    const clock = makeFakeClock(0);
    const mayCall = limitCalls(clock.now);
    const passing = (calls: number) => Array.from({ length: calls }, mayCall).filter(Boolean).length;
    expect(passing(10_000)).toBe(2000);
    clock.advance(1000);
    expect(passing(10_000)).toBe(500);
  });
});

describe('isTrustedSender', () => {
  const ours = { processId: 5, routingId: 1, origin: 'app://feltbok' };
  it('accepts the top frame of our window on our page, and nobody else', () => {
    expect(isTrustedSender({ ...ours }, ours, 'app://feltbok')).toBe(true);
    for (const sender of [
      null,
      { ...ours, routingId: 2 },
      { ...ours, processId: 6 },
      { ...ours, origin: 'null' },
      { ...ours, origin: 'app://evil' },
      { ...ours, origin: 'https://feltbok' },
      { ...ours, origin: 'file://' },
      { ...ours, origin: '' },
    ])
      expect(isTrustedSender(sender, ours, 'app://feltbok')).toBe(false);
    expect(isTrustedSender(ours, null, 'app://feltbok')).toBe(false);
  });
});

describe('live', () => {
  it('tells a page how things stand, and then the newest of each kind however slowly it reads', async () => {
    const stream = await api.app.live();
    const read = async () => (await stream.next()).value as LiveEvent;
    expect(await read()).toEqual({ kind: 'boot', boot });

    const stop = new AbortController();
    const slow = live.subscribe(stop.signal);
    await slow.next();
    for (let count = 0; count < 1000; count++) {
      live.publish({ kind: 'status', status: { count } as Status });
      live.publish({ kind: 'changed', entities: count % 2 ? ['outbox'] : ['activities'] });
    }
    expect((await slow.next()).value).toEqual({ kind: 'status', status: { count: 999 } });
    expect((await slow.next()).value).toEqual({ kind: 'changed', entities: ['activities', 'outbox'] });
    const ended = slow.next();
    stop.abort();
    expect(await ended).toEqual({ value: undefined, done: true });
    await stream.return?.();
  });

  it('tells the first page where to go when that was said before it was there, and no other', async () => {
    live.publish({ kind: 'go', to: 'sync' });
    const heard = async () => {
      const stop = new AbortController();
      const page = live.subscribe(stop.signal);
      await page.next();
      live.publish({ kind: 'changed', entities: ['runs'] });
      const { value } = await page.next();
      stop.abort();
      return value;
    };
    expect(await heard()).toEqual({ kind: 'go', to: 'sync' });
    expect(await heard()).toEqual({ kind: 'changed', entities: ['runs'] });
  });
});

/** Sends a request as text, past the client's own checks. */
async function raw(path: string, input: string): Promise<{ s: number; b: { json: unknown } }> {
  const answered = new Promise<string>((resolve) => {
    page.addEventListener('message', ({ data }) => resolve(data), { once: true });
  });
  page.postMessage(`{"i":"raw-${someId}","p":{"u":"/${path}","b":{"json":${input}}}}`);
  return JSON.parse(await answered).p;
}
