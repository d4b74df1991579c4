import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerCalls } from '../../../../src/main/ipc/answer-calls';
import type { IpcRooms } from '../../../../src/main/ipc/procedure';
import { type BootState, ipcApi } from '../../../../src/shared/contracts/ipc';

const openWhileLocked = [
  'app.boot',
  'app.live',
  'app.show',
  'app.quit',
  'session.usePassphrase',
  'profiles.list',
  'profiles.open',
  'profiles.create',
];
const procedures = Object.entries(ipcApi).flatMap(([room, calls]) =>
  Object.keys(calls).map((name) => `${room}.${name}`),
);

let boot: BootState;
let page: MessagePort;
let reached: string[];

beforeEach(() => {
  boot = { kind: 'enter_passphrase', wrong: false };
  reached = [];
  const { port1, port2 } = new MessageChannel();
  page = port1;
  answerCalls(
    {
      on: (event, listener) =>
        port2.addEventListener(event, (given) => listener({ data: (given as MessageEvent).data })),
      postMessage: (message) => port2.postMessage(message),
      close: () => port2.close(),
    },
    { rooms: watchedRooms(), allowed: null },
    () => {},
  );
  port2.start();
  port1.start();
});
afterEach(() => page.close());

/** Everything that could be reached notes that it was. */
function watchedRooms(): IpcRooms {
  const room = (name: string) =>
    new Proxy({}, { get: (_, call) => () => void reached.push(`${name}.${String(call)}`) });
  return new Proxy({} as IpcRooms, {
    get: (_, name) => {
      if (name === 'bootState') return () => boot;
      return name === 'workspace'
        ? () => new Proxy({}, { get: (_room, part) => room(String(part)) })
        : room(String(name));
    },
  });
}

async function ask(procedure: string): Promise<{ status: number | undefined; code: string | undefined }> {
  const id = `test-${procedure}`;
  const answer = new Promise<{ p: { s?: number; b?: { json?: { code?: string } } } }>((resolve) => {
    page.addEventListener('message', ({ data }) => {
      const parsed = typeof data === 'string' ? JSON.parse(data) : {};
      if (parsed.i === id) resolve(parsed);
    });
  });
  page.postMessage(JSON.stringify({ i: id, p: { u: `/${procedure.replace('.', '/')}`, b: { json: {} } } }));
  const { p } = await answer;
  return { status: p.s, code: p.b?.json?.code };
}

describe('a page before a lock', () => {
  it('has more procedures to ask for than the lock lets through', () => {
    expect(procedures.length).toBeGreaterThan(50);
    expect(procedures).toEqual(expect.arrayContaining(openWhileLocked));
  });

  it.each(procedures.filter((each) => !openWhileLocked.includes(each)))(
    'is told LOCKED by %s',
    async (procedure) => {
      expect(await ask(procedure)).toEqual({ status: 423, code: 'LOCKED' });
      expect(reached).toEqual([]);
    },
  );

  it.each(openWhileLocked)('is heard by %s', async (procedure) => {
    expect((await ask(procedure)).code).not.toBe('LOCKED');
  });

  it('is heard again once it is open', async () => {
    boot = { kind: 'sign_in' };
    expect((await ask('session.signOut')).code).not.toBe('LOCKED');
  });
});
