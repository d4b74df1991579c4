import type { Mutation, MutationResult } from '../../../src/shared/contracts/mutations';
import { type Device, someActivity } from '../../support/make-device';
import { registerOn } from '../../support/register-on';
import { someContact } from '../../support/some-contact';
import type { FaultClass } from '../fault-class';
import { edit, judge, makeSyncedDevice, type Saves, sharedServer } from '../tools/bench';
import { answerJson, type HttpFront, startHttpFront } from '../tools/http-front';

const hourMs = 3_600_000;
const goodPerPoison = 98;

/** What the server says of these records, for ever; everything else it decides as it does. */
type Poisons = Map<string, 'rejected' | 'failed'>;

export const faultClass: FaultClass = {
  id: 'F28',
  title: 'one mutation in a hundred is never taken',
  async run({ scaled, random, progress }) {
    const poisonsInAll = scaled(20);
    const server = await sharedServer();
    const front = await startHttpFront(server.url);
    const device = await makeSyncedDevice(front.url);
    const saves: Saves = new Map();
    const poisons: Poisons = new Map();
    const dependants = new Set<string>();
    const wrong = { goodDelayed: 0, dependantsSent: 0, notParked: 0, parkedTooEarly: 0, noReason: 0 };
    poison(front, server, { poisons, dependants, wrong });
    const fields = someActivity(device);
    const add = (notes: string[], contactId: string | null = null) => {
      const ids = registerOn(
        device,
        notes.map((note) => ({ ...fields, contactId, note })),
      );
      for (const [index, id] of ids.entries()) saves.set(id, { note: notes[index] ?? '', mutations: 1 });
      return ids;
    };
    try {
      for (let made = 0; made < poisonsInAll; made += 1) {
        const how = random.pick(['rejected', 'failed'] as const);
        const names = Array.from({ length: goodPerPoison }, (_, index) => `poison-${made}-good-${index}`);
        const before = random.int(0, goodPerPoison);
        add(names.slice(0, before));
        if (made % 2 === 0) {
          const contactId = await makeContact(device, fields.unitId, `P-${made}`);
          poisons.set(contactId, how);
          const [dependant = ''] = add([`poison-${made}-dependant`], contactId);
          dependants.add(dependant);
        } else {
          const [id = ''] = add([`poison-${made}`]);
          poisons.set(id, how);
        }
        add(names.slice(before));
        await device.work().engine.run('now');
        // An edit of what has failed once waits behind it.
        const [newest] = [...poisons.keys()].slice(-1);
        if (made % 2 === 1 && how === 'failed' && newest)
          await edit(device, saves, newest, `poison-${made}-edited`);
        wrong.goodDelayed += unsettled(device).filter(
          ({ recordId }) => !poisons.has(recordId) && !dependants.has(recordId),
        ).length;
        const rejected = [...poisons].filter(([, kind]) => kind === 'rejected');
        wrong.notParked += rejected.filter(([id]) => !isParked(device, id)).length;
        wrong.parkedTooEarly +=
          poisons.size -
          rejected.length -
          [...poisons].filter(([id, kind]) => kind === 'failed' && !isParked(device, id)).length;
        progress(made, poisonsInAll);
      }
      // Those that fail are given eight tries and a day.
      const areParked = () => [...poisons.keys()].every((id) => isParked(device, id));
      for (let hour = 0; hour < 80 && !(hour > 24 && areParked()); hour += 1) {
        device.clock.advance(hourMs);
        await device.work().engine.run('schedule');
      }
      for (const [id] of poisons) {
        const row = unsettled(device).find(({ recordId }) => recordId === id);
        if (row?.state !== 'parked') {
          wrong.notParked += 1;
          console.error(`  not parked: ${JSON.stringify(row)}`);
        } else if (!row.problem) wrong.noReason += 1;
      }
      const shown = new Set([...poisons.keys(), ...dependants]);
      const good = new Map([...saves].filter(([id]) => !shown.has(id)));
      const held = unsettled(device).map(({ recordId }) => recordId);
      const judged = await judge(server, good, [device]);
      const gone = [...dependants].filter((id) => !held.includes(id)).length;
      return {
        tries: poisons.size,
        ...judged,
        lost: judged.lost + gone,
        others: wrong,
        note: `${good.size} good saves beside them, ${dependants.size} that depended on one`,
      };
    } finally {
      device.remove();
      await front.close();
    }
  },
};

type Watch = { poisons: Poisons; dependants: Set<string>; wrong: { dependantsSent: number } };

/** Takes the poison out of each request, lets the server decide the rest, and puts its own word in between. */
function poison(
  front: HttpFront,
  { url, epoch }: { url: string; epoch: string },
  { poisons, dependants, wrong }: Watch,
): void {
  front.script = async (request, response) => {
    if (!request.path.includes('/mutations')) return false;
    const { deviceId, mutations } = JSON.parse(request.body) as { deviceId: string; mutations: Mutation[] };
    const mustWait = ({ recordId, operation }: Mutation) =>
      dependants.has(recordId) || (poisons.has(recordId) && operation === 'update');
    wrong.dependantsSent += mutations.filter(mustWait).length;
    const rest = mutations.filter(({ recordId }) => !poisons.has(recordId));
    const headers = {
      'content-type': 'application/json',
      authorization: request.headers.authorization ?? '',
    };
    const body = JSON.stringify({ deviceId, mutations: rest });
    const real = rest.length > 0 ? await fetch(url + request.path, { method: 'POST', headers, body }) : null;
    const answered = (await real?.json()) as { epoch: string; results: MutationResult[] } | undefined;
    if (real && real.status !== 200) return answerJson(response, real.status, answered);
    const results = mutations.map(({ id, recordId }) => {
      const how = poisons.get(recordId);
      if (!how) return answered?.results.find((result) => result.id === id);
      return { id, outcome: how, ...(how === 'rejected' ? { problem: { code: 'validation' } } : {}) };
    });
    return answerJson(response, 200, { epoch: answered?.epoch ?? epoch, results });
  };
}

type Row = { recordId: string; state: string; problem: string | null };

function unsettled(device: Device): Row[] {
  return device
    .database()
    .prepare(
      `SELECT record_id AS recordId, state, attempts, problem FROM outbox WHERE state IN ('pending', 'in_flight', 'parked') ORDER BY sequence`,
    )
    .all() as Row[];
}

function isParked(device: Device, recordId: string): boolean {
  return unsettled(device).some((row) => row.recordId === recordId && row.state === 'parked');
}

async function makeContact(device: Device, unitId: string, pseudonym: string): Promise<string> {
  const { result } = await device.work().workspace.contacts.create({
    fields: someContact(unitId, pseudonym),
  });
  if (result.kind !== 'saved') throw new Error('The contact was not saved.');
  const rows = unsettled(device);
  return rows.at(-1)?.recordId ?? '';
}
