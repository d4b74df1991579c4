import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../../../../server/start-server';
import { type Device, makeDevice } from '../../../support/make-device';
import { registerMany } from '../../../support/register-on';

let server: RunningServer;
let device: Device;
let folder: string;
let file: string;
let good: Buffer;
let code: string;

const none = {} as never;
/** The marker and the length of the head. */
const headAt = 21;

beforeAll(async () => {
  server = await startServer({ demo: 'S', passwordCost: 10 });
  folder = mkdtempSync(join(tmpdir(), 'feltbok-refused-'));
  file = join(folder, 'handover.feltbok');
  device = await signedIn('kari.demo@feltbok.example');
  registerMany(device, 250, () => ({ note: 'Hemmelig notat' }));
  for await (const step of device.work().workspace.handover.export())
    if (step.kind === 'saved') code = step.code;
  good = readFileSync(file);
});
afterAll(async () => {
  device.remove();
  await server.close();
  rmSync(folder, { recursive: true });
});

async function signedIn(email: string): Promise<Device> {
  const made = await makeDevice(server.url);
  await made.signIn(email);
  await made.work().engine.run('start');
  made.chosenFile = file;
  return made;
}

/** What each step says to the file as it lies there. */
async function tryFile(bytes: Buffer, { on = device, typed = code } = {}) {
  writeFileSync(file, bytes);
  const { handover } = on.work().workspace;
  const chosen = await handover.choose(none);
  return chosen.kind === 'chosen' ? await handover.take({ id: chosen.id, code: typed }) : chosen;
}
const headOf = (bytes: Buffer) =>
  JSON.parse(bytes.subarray(headAt, headAt + bytes.readUInt32BE(17)).toString()) as Record<string, unknown>;
function withHead(changes: Record<string, unknown>): Buffer {
  const head = Buffer.from(JSON.stringify({ ...headOf(good), ...changes }));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  const frames = good.subarray(headAt + good.readUInt32BE(17));
  return Buffer.concat([good.subarray(0, 17), length, head, frames]);
}
const dataVersion = (on: Device) =>
  on
    .database()
    .prepare('SELECT count(*), (SELECT count(*) FROM audit_log), (SELECT max(rowid) FROM outbox) FROM outbox')
    .raw()
    .get();

describe('a file that cannot be taken over', () => {
  const isRefused = (why: string) => ({ kind: 'refused', why });

  it.each([
    ['is empty', () => Buffer.alloc(0), isRefused('not_handover')],
    ['is something else', () => Buffer.from('PK\u0003\u0004 not ours at all'), isRefused('not_handover')],
    ['is cut in the head', () => good.subarray(0, headAt + 40), isRefused('damaged')],
    ['is cut after the head', () => good.subarray(0, headAt + good.readUInt32BE(17)), isRefused('damaged')],
    ['is cut in a frame', () => good.subarray(0, good.length - 5), isRefused('damaged')],
    ['has lost its last frame', () => withoutLastFrame(), isRefused('damaged')],
    ['has more behind it', () => Buffer.concat([good, Buffer.from('x')]), isRefused('damaged')],
    ['has one bit turned', () => flip(good.length - 400), isRefused('damaged')],
    [
      'says other counts',
      () => withHead({ counts: { waiting: 1, parked: 0, conflicts: 0, drafts: 0 } }),
      isRefused('damaged'),
    ],
    ['says another number of frames', () => withHead({ frames: 2 }), isRefused('damaged')],
    ['has no lock', () => withHead({ lock: { kind: 'none' } }), isRefused('damaged')],
    [
      'has a cheaper lock',
      () =>
        withHead({ lock: { ...(headOf(good).lock as object), kdf: { name: 'scrypt', N: 2, r: 8, p: 1 } } }),
      isRefused('damaged'),
    ],
    ['is of a later format', () => withHead({ format: 2, more: true }), isRefused('newer')],
    ['holds mutations of a later shape', () => withHead({ schemaVersion: 99 }), isRefused('newer')],
    ['claims a head of 4 GB', () => claimHead(0xffffffff), isRefused('damaged')],
  ])('is named when it %s, and nothing is written', async (_how, make, expected) => {
    const before = dataVersion(device);
    expect(await tryFile(make())).toEqual(expected);
    expect(dataVersion(device)).toEqual(before);
  });

  it('stays closed to a wrong code, and opens to the right one after that', async () => {
    const fresh = await signedIn('kari.demo@feltbok.example');
    writeFileSync(file, good);
    const { handover } = fresh.work().workspace;
    const chosen = await handover.choose(none);
    const id = chosen.kind === 'chosen' ? chosen.id : '';
    expect(await handover.take({ id, code: '0000-0000-0000-0000' })).toEqual({ kind: 'wrong_code' });
    expect(await handover.take({ id, code: 'no code' })).toEqual({ kind: 'wrong_code' });
    expect(await handover.take({ id, code: code.toLowerCase().replaceAll('-', ' ') })).toMatchObject({
      kind: 'taken',
      counts: { waiting: 250 },
    });
    // One choice, one taking over; and not for ever.
    expect(await handover.take({ id, code })).toEqual({ kind: 'not_chosen' });
    const late = await handover.choose(none);
    fresh.clock.sleep(11 * 60_000);
    expect(await handover.take({ id: late.kind === 'chosen' ? late.id : '', code })).toEqual({
      kind: 'not_chosen',
    });
    fresh.remove();
  });

  it('is another person’s, or another organisation’s, also when its head was changed to say otherwise', async () => {
    for (const [email, why] of [
      ['ola.demo@feltbok.example', 'other_person'],
      ['siri.demo@feltbok.example', 'other_organisation'],
    ] as const) {
      const stranger = await signedIn(email);
      const before = dataVersion(stranger);
      expect(await tryFile(good, { on: stranger })).toEqual(isRefused(why));
      const person = stranger.life().session.person();
      const forged = withHead({ orgId: person?.orgId, personId: person?.id });
      expect(await tryFile(forged, { on: stranger })).toEqual(isRefused('damaged'));
      expect(dataVersion(stranger)).toEqual(before);
      stranger.remove();
    }
  });

  it('is too large to be read, and is not read', async () => {
    writeFileSync(file, good);
    truncateSync(file, 3 * 1024 ** 3);
    expect(await device.work().workspace.handover.choose(none)).toEqual(isRefused('too_large'));
  });

  it('is gone', async () => {
    rmSync(file);
    expect(await device.work().workspace.handover.choose(none)).toEqual(isRefused('unreadable'));
  });

  it('shows nothing of what it holds', () => {
    for (const secret of ['Hemmelig', 'notat', 'kari', 'Kari', 'activities', 'durationMin'])
      expect(good.includes(secret)).toBe(false);
  });
});

describe('an export', () => {
  it('leaves no file when it cannot be written, and says so', async () => {
    device.chosenFile = join(folder, 'no-such-folder', 'x.feltbok');
    const steps = [];
    for await (const step of device.work().workspace.handover.export()) steps.push(step);
    expect(steps.at(-1)).toEqual({ kind: 'failed', why: 'folder_gone' });
    device.chosenFile = file;
  });

  it('asks nobody for a place when everything has been sent', async () => {
    const clean = await signedIn('ola.demo@feltbok.example');
    const steps = [];
    for await (const step of clean.work().workspace.handover.export()) steps.push(step);
    expect(steps).toEqual([{ kind: 'nothing' }]);
    clean.remove();
  });
});

function flip(at: number): Buffer {
  const bytes = Buffer.from(good);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
}

function claimHead(length: number): Buffer {
  const bytes = Buffer.from(good);
  bytes.writeUInt32BE(length, 17);
  return bytes;
}

function withoutLastFrame(): Buffer {
  return good.subarray(0, good.lastIndexOf(Buffer.from('FBQ1')));
}
