import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { collectDiagnostics, type DiagnosticsPorts } from '../../../../src/main/boot/collect-diagnostics';
import { saveDiagnostics } from '../../../../src/main/boot/save-diagnostics';
import { createLog } from '../../../../src/main/log/log';
import { deviceForEachTest } from '../../../support/device-for-each-test';
import { type Device, someActivity } from '../../../support/make-device';
import { registerMany } from '../../../support/register-on';
import { someContact } from '../../../support/some-contact';

let device: Device;
let folder: string;
let logFile: string;
deviceForEachTest((made) => {
  ({ device } = made);
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'feltbok-diagnostics-'));
  mkdirSync(join(folder, 'logs'));
  logFile = join(folder, 'logs', 'main.log');
});
afterEach(() => rmSync(folder, { recursive: true }));

const note = 'Snakket lenge om "operasjonen" på Blåbærstien 7';
const pseudonym = 'Kornblomst 41';
const phone = '901 23 456';
const contactEmail = 'kornblomst@eksempel.example';
const newMentor = 'Ragnhild Prøvestrand';
const none = {} as never;

function ports(changes: Partial<DiagnosticsPorts> = {}): DiagnosticsPorts {
  return {
    database: () => device.database(),
    status: () => device.work().engine.status(),
    boot: () => ({ kind: 'ready', problem: null }),
    versions: { app: '0.1.0', node: process.versions.node },
    choices: () => ({ language: 'nb', theme: 'auto' }),
    logFolder: join(folder, 'logs'),
    nowMs: device.clock.now,
    ...changes,
  };
}

/** Every way in which a text may stand in a file without being seen at once. */
function waysToWrite(text: string): Record<string, string[]> {
  const bytes = [Buffer.from(text), Buffer.from(text, 'utf16le')];
  const insideBase64 = (each: Buffer, before: number) => {
    const whole = Math.floor((before + each.length) / 3) * 4;
    return Buffer.concat([Buffer.alloc(before), each])
      .toString('base64')
      .slice(before === 0 ? 0 : 4, whole);
  };
  const unicode = [...text].map((char) =>
    char > '~' ? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}` : JSON.stringify(char).slice(1, -1),
  );
  return {
    plain: [text, text.toLowerCase(), text.normalize('NFD')],
    utf16: [Buffer.from(text, 'utf16le').toString('latin1')],
    base64: bytes.flatMap((each) => [0, 1, 2].map((before) => insideBase64(each, before))),
    base64url: bytes.flatMap((each) =>
      [0, 1, 2].map((before) => insideBase64(each, before).replaceAll('+', '-').replaceAll('/', '_')),
    ),
    hex: bytes.map((each) => each.toString('hex')),
    url: [encodeURIComponent(text), encodeURIComponent(text).replaceAll('%20', '+')],
    json: [JSON.stringify(text).slice(1, -1), unicode.join('')],
  };
}

function foundIn(content: Buffer, secrets: string[]): string[] {
  const haystack = content.toString('latin1').toLowerCase();
  return secrets.flatMap((secret) =>
    Object.entries(waysToWrite(secret)).flatMap(([way, texts]) =>
      texts.some((text) => {
        const wanted = way === 'utf16' ? text : Buffer.from(text).toString('latin1');
        return haystack.includes(wanted.toLowerCase());
      })
        ? [`${way}: ${secret}`]
        : [],
    ),
  );
}

/** Puts personal data wherever the app keeps some, and names all of it. */
async function seed(): Promise<string[]> {
  const { reference, contacts, peerMentors, drafts, activities } = device.work().workspace;
  const { mentors, units } = await reference.read(none);
  const unitId = units.find(({ kind }) => kind === 'local')?.id ?? '';
  const homeUnitId = mentors[0]?.homeUnitId ?? unitId;
  await contacts.create({
    fields: { ...someContact(homeUnitId, pseudonym), phone, email: contactEmail },
  });
  await peerMentors.propose({ fields: { displayName: newMentor, homeUnitId, shortCode: 'RPS' } });
  const [id] = registerMany(device, 1, () => ({ note })) as [string];
  await device.work().engine.run('now');
  await activities.update({ id, changes: { participantsCount: 0 } });
  await device.work().engine.run('now');
  const session = await drafts.open(none);
  const [rowId] = (await drafts.newId({ count: 1 })) as [string];
  const row = { sessionId: session.id, rowId, position: 1, origin: 'free' as const, focus: null };
  await drafts.saveRow({ ...row, cells: { mentor: newMentor, note } });
  const { person, refresh } = device
    .database()
    .prepare('SELECT person, refresh_token AS refresh FROM session')
    .get() as { person: string; refresh: string };
  const { id: personId, name, email, orgId } = JSON.parse(person) as Record<string, string>;
  const deviceId = device.database().prepare('SELECT device_id FROM sync_state').pluck().get() as string;
  const access = (await device.life().session.access()) ?? '';
  const activity = someActivity(device);
  const names = mentors.flatMap(({ displayName }) => displayName);
  return [
    note,
    pseudonym,
    phone,
    contactEmail,
    newMentor,
    ...names,
    String(name),
    String(email),
    refresh,
    access,
    device.key.toString('hex'),
    device.key.toString('base64'),
    String(personId),
    String(orgId),
    deviceId,
    id,
    rowId,
    activity.mentors[0]?.peerMentorId ?? '',
    folder,
  ].filter((secret) => secret.length > 3);
}

it('holds nothing about a person, in whatever way it is written', async () => {
  const secrets = await seed();
  const log = createLog((line) => appendFileSync(logFile, `2026-11-21T12:00:00.000Z ${line}\n`));
  log('sync.run_finished', { pushed: 1, trigger: 'save' });
  // Whoever writes into the log past the app: what does not fit is counted, not copied.
  appendFileSync(logFile, secrets.map((secret) => `2026-11-21T12:00:00.000Z ${secret}\n`).join(''));
  appendFileSync(
    logFile,
    secrets.map((secret) => `2026-11-21T12:00:00.000Z app.x code=${secret}\n`).join(''),
  );
  const file = join(folder, 'diagnostics.json');
  expect(await saveDiagnostics(ports(), { chooseFile: async () => file })).toEqual({ kind: 'saved' });
  const content = readFileSync(file);
  expect(secrets.length).toBeGreaterThan(15);
  expect(foundIn(content, secrets)).toEqual([]);
  expect(JSON.parse(content.toString())).toMatchObject({
    log: { lines: ['2026-11-21T12:00:00.000Z sync.run_finished pushed=1 trigger=save'] },
    database: { counts: { 'outbox.activities.parked': 1, drafts: 1, contacts: expect.any(Number) } },
  });
});

it('would be noticed by this search if it held something', () => {
  const ways = waysToWrite(note);
  for (const [way, texts] of Object.entries(ways))
    for (const text of texts) {
      const content = way === 'utf16' ? Buffer.from(text, 'latin1') : Buffer.from(`{"x":"${text}"}`);
      expect([way, foundIn(content, [note])]).not.toEqual([way, []]);
    }
});

it('says what is where, how the last runs went and what the app runs on', async () => {
  registerMany(device, 3);
  device.clock.advance(1);
  device.net.faultFor = () => 'refuse';
  await device.work().engine.run('now');
  const bundle = JSON.parse(collectDiagnostics(ports())) as Record<string, Record<string, unknown>>;
  expect(bundle).toMatchObject({
    format: 'feltbok diagnostics 1',
    versions: { app: '0.1.0' },
    boot: { kind: 'ready', problem: null },
    settings: { language: 'nb', theme: 'auto' },
    database: { problem: null, counts: { 'outbox.activities.pending': 3 } },
    log: { lines: [], leftOut: 0 },
  });
  expect(bundle.database?.runs).toMatchObject([
    { failure: expect.any(String) },
    { failure: null, cause: 'start' },
  ]);
  expect(bundle.database?.migrations).toBeGreaterThan(0);
});

it('can be made when the database does not open', () => {
  const shut = ports({ database: () => null, boot: () => ({ kind: 'storage_problem', problem: 'too_new' }) });
  expect(JSON.parse(collectDiagnostics(shut))).toMatchObject({
    boot: { problem: 'too_new' },
    database: null,
  });
});

it('leaves no file when she thinks better of it, or the folder is not there', async () => {
  expect(await saveDiagnostics(ports(), { chooseFile: async () => null })).toEqual({ kind: 'cancelled' });
  const gone = join(folder, 'no-such', 'file.json');
  expect(await saveDiagnostics(ports(), { chooseFile: async () => gone })).toEqual({
    kind: 'failed',
    why: 'folder_gone',
  });
  writeFileSync(logFile, '');
});
