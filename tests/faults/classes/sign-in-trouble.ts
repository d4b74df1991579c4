import { randomUUID } from 'node:crypto';
import { someContact } from '../../support/some-contact';
import type { FaultClass, FaultFigures, FaultOptions } from '../fault-class';
import { judge, makeSyncedDevice, type Saves, save, settleDown, sharedServer } from '../tools/bench';

const minuteMs = 60_000;
const isRefresh = (request: string) => request.endsWith('/session/refresh');

export const faultClasses: FaultClass[] = [
  { id: 'F9', title: 'the access token runs out in the middle of a batch', run: expireMidway },
  {
    id: 'F9b',
    title: 'the answer to a refresh is lost; an old token is used by a thief',
    run: refreshTrouble,
  },
  { id: 'F10', title: 'disabled, lowered or moved while 50 edits wait', run: loseRights },
];

async function expireMidway({ scaled, progress }: FaultOptions): Promise<FaultFigures> {
  const expiries = scaled(200);
  const server = await sharedServer();
  const device = await makeSyncedDevice(server.url);
  const saves: Saves = new Map();
  let unequal = 0;
  let countedAsFailed = 0;
  try {
    for (let expiry = 0; expiry < expiries; expiry += 1) {
      save(device, saves, [`expiry-${expiry}-1`, `expiry-${expiry}-2`]);
      const { result } = await device
        .work()
        .workspace.contacts.create({ fields: contactOn(device, `K-${expiry}`) });
      if (result.kind !== 'saved') throw new Error('The contact was not saved.');
      device.net.requests.length = 0;
      let hasExpired = false;
      device.net.faultFor = (request) => {
        // Contacts go first; the token runs out between them and the activities.
        if (request.endsWith('/activities/mutations') && !hasExpired) {
          hasExpired = true;
          server.later(11 * minuteMs);
        }
        return null;
      };
      await device.work().engine.run('now');
      if (device.net.requests.filter(isRefresh).length !== 1) unequal += 1;
      if (device.work().engine.status().waiting > 0) countedAsFailed += 1;
      progress(expiry, expiries);
    }
    const attempts = device.database().prepare('SELECT count(*) AS n FROM outbox WHERE attempts > 0').get();
    return {
      tries: expiries,
      ...(await judge(server, saves, [device])),
      others: {
        expiriesWithoutOneRefresh: unequal,
        countedAsFailed: countedAsFailed + (attempts as { n: number }).n,
      },
    };
  } finally {
    device.remove();
  }
}

async function refreshTrouble({ scaled, random, progress }: FaultOptions): Promise<FaultFigures> {
  const rounds = scaled(40);
  const server = await sharedServer();
  const saves: Saves = new Map();
  const wrong = { falseRevocations: 0, replaysNotCaught: 0, queueNotKept: 0 };
  const judged = { lost: 0, duplicated: 0, corrupt: 0 };
  for (let round = 0; round < rounds; round += 1) {
    const device = await makeSyncedDevice(server.url);
    const engine = () => device.work().engine;
    save(device, saves, [`refresh-${round}`]);
    server.later(11 * minuteMs);
    // The answer is lost, twice perhaps; the same token is sent again at once, or hours later.
    const losses = random.int(1, 2);
    for (let lost = 0; lost < losses; lost += 1) {
      device.net.faultFor = (request) => (isRefresh(request) ? 'lose_answer' : null);
      await engine().run('now');
      server.later(random.chance(0.5) ? random.int(0, 10_000) : random.int(30_000, 5 * 60 * minuteMs));
    }
    device.net.faultFor = () => null;
    if (random.chance(0.3)) await device.restart();
    await engine().run('now');
    if (engine().status().waiting > 0) wrong.falseRevocations += 1;

    // A thief uses a token that was replaced: nobody may go on with this sign-in.
    const stolen = refreshTokenOf(device);
    server.later(11 * minuteMs);
    save(device, saves, [`refresh-${round}-after`]);
    await engine().run('now');
    server.later(11 * minuteMs);
    save(device, saves, [`refresh-${round}-kept`]);
    const replay = await fetch(`${server.url}/v1/session/refresh`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ refreshToken: stolen }),
    });
    await engine().run('now');
    const { kind, waiting } = engine().status();
    if (replay.status === 200 || kind !== 'auth_needed') wrong.replaysNotCaught += 1;
    if (waiting !== 1) wrong.queueNotKept += 1;
    await device.signIn();
    await settleDown(device);
    const result = await judge(server, saves, [device]);
    judged.lost += result.lost;
    judged.duplicated += result.duplicated;
    judged.corrupt += result.corrupt;
    device.remove();
    progress(round, rounds);
  }
  return { tries: 2 * rounds, ...judged, others: wrong };
}

async function loseRights({ scaled, random, progress }: FaultOptions): Promise<FaultFigures> {
  const rounds = scaled(30);
  const editsWaiting = 50;
  const server = await sharedServer();
  const wrong = { queueNotKept: 0, stillInMirror: 0, neitherSentNorShown: 0, notTold: 0 };
  const judged = { lost: 0, duplicated: 0, corrupt: 0 };
  const email = 'kari.demo@feltbok.example';
  const who = `WHERE email = '${email}'`;
  const outcomes: Record<string, number> = {};
  for (let round = 0; round < rounds; round += 1) {
    const saves: Saves = new Map();
    const device = await makeSyncedDevice(server.url, email);
    const engine = () => device.work().engine;
    save(
      device,
      saves,
      Array.from({ length: editsWaiting }, (_, index) => `rights-${round}-${index}`),
    );
    const what = random.pick(['disabled', 'closed', 'moved', 'device'] as const);
    if (what !== 'moved') {
      const shut = {
        disabled: (value: string) => `UPDATE users SET disabled_at = ${value} ${who}`,
        closed: (value: string) => `UPDATE orgs SET closed_at = ${value}`,
        device: (value: string) => `UPDATE devices SET disabled_at = ${value}`,
      }[what];
      await server.sql(shut('now()'));
      if (random.chance(0.5)) server.later(11 * minuteMs);
      await engine().run('now');
      const { kind, waiting } = engine().status();
      if (waiting !== editsWaiting) wrong.queueNotKept += 1;
      const boot = device.life().state();
      const ended = boot.kind === 'ready' ? boot.ended : null;
      if (kind !== 'auth_needed' || ended !== (what === 'device' ? 'device_refused' : 'account_closed'))
        wrong.notTold += 1;
      await server.sql(shut('NULL'));
      await device.signIn(email);
    } else {
      // Her unit is taken from her: what waits is refused with a reason, and its rows leave her computer.
      const units = await server.sql<{ org_id: string; user_id: string; unit_id: string }>(
        `DELETE FROM user_units WHERE user_id = (SELECT id FROM users ${who}) RETURNING *`,
      );
      await engine().run('now');
      await engine().run('now');
      // So much goes at once that she is asked; she says yes.
      const question = engine().deleteQuestion();
      if (question) engine().answerDeletes({ id: question.id, accept: true });
      await engine().run('now');
      const left = device
        .database()
        .prepare(
          `SELECT count(*) AS n FROM activities WHERE id NOT IN (SELECT record_id FROM outbox WHERE state = 'parked')`,
        )
        .get() as { n: number };
      if (left.n > 0) wrong.stillInMirror += 1;
      const { needsPerson, waiting } = engine().status();
      if (needsPerson + waiting !== editsWaiting) wrong.neitherSentNorShown += 1;
      for (const unit of units)
        await server.sql('INSERT INTO user_units (org_id, user_id, unit_id) VALUES ($1, $2, $3)', [
          unit.org_id,
          unit.user_id,
          unit.unit_id,
        ]);
    }
    await settleDown(device);
    const result = await judge(server, saves, [device]);
    outcomes[what] = (outcomes[what] ?? 0) + 1;
    judged.lost += result.lost;
    judged.duplicated += result.duplicated;
    judged.corrupt += result.corrupt;
    device.remove();
    progress(round, rounds);
  }
  return {
    tries: rounds,
    ...judged,
    others: wrong,
    note: `${rounds * editsWaiting} saves; ${JSON.stringify(outcomes)}`,
  };
}

type Device = Awaited<ReturnType<typeof makeSyncedDevice>>;

function refreshTokenOf(device: Device): string {
  const row = device.database().prepare('SELECT refresh_token AS token FROM session').get();
  return (row as { token: string }).token;
}

function contactOn(device: Device, pseudonym: string) {
  const unit = device.database().prepare('SELECT home_unit_id AS id FROM peer_mentors LIMIT 1').get();
  return someContact((unit as { id: string } | undefined)?.id ?? randomUUID(), pseudonym);
}
