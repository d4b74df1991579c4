import { changesPage, pushAnswer } from '../../../src/shared/contracts/sync-api';
import type { Device } from '../../support/make-device';
import type { FaultClass, FaultFigures, FaultOptions } from '../fault-class';
import {
  judge,
  makeSyncedDevice,
  type Saves,
  save,
  settleDown,
  sharedServer,
  stateText,
} from '../tools/bench';
import { type Fuzzed, fuzzPageReader, fuzzPushReader } from '../tools/fuzz-readers';
import { brokenBodies, falsePages, falsePushes, fuzz, type Hostile } from '../tools/hostile-answers';
import { type HttpFront, startHttpFront } from '../tools/http-front';

export const faultClass: FaultClass = {
  id: 'F25',
  title: 'answers that are broken, false or hostile',
  run: meetHostileAnswers,
};

/** Bodies that go through a whole run of the engine, and bodies that only the reading functions get. */
const fullRuns = 1_500;
const fullReads = 20_000;

async function meetHostileAnswers(options: FaultOptions): Promise<FaultFigures> {
  const server = await sharedServer();
  const front = await startHttpFront(server.url);
  const device = await makeSyncedDevice(front.url);
  const saves: Saves = new Map();
  const wrong = { written: 0, acknowledged: 0, unhandled: 0, polluted: 0, endless: 0 };
  const onUnhandled = () => {
    wrong.unhandled += 1;
  };
  process.on('unhandledRejection', onUnhandled);
  let tries = 0;
  const meet = async (path: string, hostile: Hostile) => {
    const before = stateText(device);
    let asked = 0;
    front.script = (request, response) => {
      if (!request.path.includes(path)) return false;
      asked += 1;
      response.writeHead(hostile.status ?? 200, {
        'content-type': hostile.contentType ?? 'application/json',
      });
      response.end(hostile.status === 304 ? undefined : hostile.body);
      return true;
    };
    await device.work().engine.run('now');
    if (stateText(device) !== before) {
      wrong.written += 1;
      console.error(`  written: ${path} ${hostile.name}`);
    }
    if (asked > 3) wrong.endless += 1;
    front.script = () => false;
    tries += 1;
  };
  try {
    // A push whose mutations stay, and a page with the change of another device.
    save(device, saves, ['hostile-1', 'hostile-2', 'hostile-3']);
    const push = await truePush(front, device);
    for (const broken of brokenBodies) await meet('/mutations', broken);
    for (const { name, of } of falsePushes)
      await meet('/mutations', { name, body: JSON.stringify(of(JSON.parse(push))) });
    await settleDown(device);
    const page = await truePage(front, device, server.url);
    for (const broken of brokenBodies) await meet('/changes', broken);
    for (const { name, of } of falsePages)
      await meet('/changes', { name, body: JSON.stringify(of(JSON.parse(page))) });
    await wanderingEpochs(front, device, page, wrong);
    tries += 2;
    const asPush = await fuzzPushes(device, push, options, wrong);
    const readPushes = await readDirectly(device, push, options);
    await settleDown(device);
    const asPage = await fuzzPages(device, page, options, wrong);
    const half = { ...options, device, bodies: options.scaled(fullReads / 2) };
    const readPages = await fuzzPageReader({ ...half, text: page });
    for (const read of [readPushes, readPages]) {
      wrong.written += read.written;
      wrong.acknowledged += read.acknowledged;
    }
    if (({} as { polluted?: unknown }).polluted !== undefined) wrong.polluted += 1;
    await settleDown(device);
    return {
      tries: tries + asPush.bodies + asPage.bodies + readPushes.bodies + readPages.bodies,
      ...(await judge(server, saves, [device])),
      others: wrong,
      note: `${tries} fixtures; of ${asPush.bodies} random pushes and ${asPage.bodies} pages ${asPush.accepted} and ${asPage.accepted} still fitted the contract; of ${readPushes.bodies} and ${readPages.bodies} read without a run ${readPushes.accepted} and ${readPages.accepted}`,
    };
  } finally {
    process.off('unhandledRejection', onUnhandled);
    device.remove();
    await front.close();
  }
}

/** What the server answers to the push that waits, while the device never hears of it. */
async function truePush(front: HttpFront, device: Device): Promise<string> {
  let heard = '';
  front.rewrite = (request, body) => {
    if (!request.path.includes('/mutations')) return body;
    heard = body;
    return '{';
  };
  await device.work().engine.run('now');
  front.rewrite = (_request, body) => body;
  return heard;
}

/** A page with activities that the device has never seen. */
async function truePage(front: HttpFront, device: Device, url: string): Promise<string> {
  const other = await makeSyncedDevice(url);
  save(other, new Map(), ['hostile-other-1', 'hostile-other-2']);
  await settleDown(other);
  other.remove();
  let heard = '';
  front.rewrite = (request, body) => {
    if (!request.path.includes('/changes')) return body;
    heard = body;
    return '{';
  };
  await device.work().engine.run('now');
  front.rewrite = (_request, body) => body;
  if (!heard.includes('hostile-other-1')) throw new Error('The page has no activities.');
  return heard;
}

/** A server that names another epoch each time, or says "more" for ever at one place, must not keep the device busy. */
async function wanderingEpochs(
  front: HttpFront,
  device: Device,
  page: string,
  wrong: { endless: number },
): Promise<void> {
  const limit = 50;
  for (const kind of ['epochs', 'more'] as const) {
    let asked = 0;
    front.rewrite = (request, body) => {
      if (!request.path.includes('/changes')) return body;
      asked += 1;
      if (asked > limit) return '{';
      if (kind === 'epochs') return JSON.stringify({ ...JSON.parse(body), epoch: `epoch-${asked}` });
      return JSON.stringify({ ...JSON.parse(page), more: true });
    };
    await device.work().engine.run('now');
    if (asked > limit) {
      wrong.endless += 1;
      console.error(`  endless: ${kind}`);
    }
    front.rewrite = (_request, body) => body;
    await settleDown(device);
  }
}

/** Two saves wait, and the answer names them. */
function readDirectly(device: Device, push: string, options: FaultOptions): Promise<Fuzzed> {
  const waiting = device
    .database()
    .prepare(`SELECT id FROM outbox WHERE state = 'pending' ORDER BY sequence`)
    .pluck()
    .all() as string[];
  if (waiting.length === 0) {
    save(device, new Map(), ['read-1', 'read-2']);
    return readDirectly(device, push, options);
  }
  const text = renamed(push, device, waiting);
  return fuzzPushReader({ ...options, device, text, bodies: options.scaled(fullReads / 2) });
}

type Wrong = { written: number; acknowledged: number };

async function fuzzPushes(device: Device, push: string, options: FaultOptions, wrong: Wrong) {
  const { random, scaled, progress } = options;
  const bodies = scaled(fullRuns / 2);
  let accepted = 0;
  const pending = `SELECT id FROM outbox WHERE state = 'pending' ORDER BY sequence`;
  for (let made = 0; made < bodies; made += 1) {
    const waiting = () => device.database().prepare(pending).pluck().all() as string[];
    // What a forged answer acknowledges is gone; it is not counted among the saves.
    if (waiting().length < 2) save(device, new Map(), ['fuzz-1', 'fuzz-2', 'fuzz-3']);
    const sent = waiting();
    const body = fuzz(renamed(push, device, sent), random);
    const before = stateText(device);
    await meetBody(device, '/mutations', body);
    if (stateText(device) !== before) {
      accepted += 1;
      if (!mayHaveAcknowledged(body, sent)) wrong.acknowledged += 1;
    }
    progress(made, bodies);
  }
  return { bodies, accepted };
}

async function fuzzPages(device: Device, page: string, options: FaultOptions, wrong: Wrong) {
  const { random, scaled, progress } = options;
  const bodies = scaled(fullRuns / 2);
  let accepted = 0;
  for (let made = 0; made < bodies; made += 1) {
    const body = fuzz(page, random);
    const before = stateText(device);
    await meetBody(device, '/changes', body);
    if (stateText(device) !== before) {
      accepted += 1;
      if (!changesPage.safeParse(isJson(body) ? JSON.parse(body) : null).success) wrong.written += 1;
    }
    progress(made, bodies);
  }
  return { bodies, accepted };
}

/** One run in which this body is the answer; nothing else is asked of the server. */
async function meetBody(device: Device, path: string, body: string): Promise<void> {
  const answer = () => new Response(body, { headers: { 'content-type': 'application/json' } });
  device.net.faultFor = (request) => (request.includes(path) ? { answer } : 'refuse');
  await device.work().engine.run('now');
  device.net.faultFor = () => null;
}

/** The true answer with the ids of what waits now. */
function renamed(push: string, device: Device, waiting: string[]): string {
  const { results, ...rest } = JSON.parse(push) as { results: { record: object }[] };
  const records = waiting.map((id) =>
    device.database().prepare('SELECT record_id FROM outbox WHERE id = ?').pluck().get(id),
  );
  const answered = waiting.map((id, index) => ({
    ...results[0],
    id,
    record: { ...results[0]?.record, id: records[index] },
  }));
  return JSON.stringify({ ...rest, results: answered });
}

/** A body that still fits the contract and names exactly what was sent cannot be told from a true one. */
function mayHaveAcknowledged(body: string, sent: string[]): boolean {
  const read = pushAnswer.safeParse(isJson(body) ? JSON.parse(body) : null);
  return read.success && read.data.results.every(({ id }, index) => id === sent[index]);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
