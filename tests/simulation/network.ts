import type { Random } from '../../server/seed/random';
import type { Network } from '../../src/main/sync/ports';
import type { SimDevice } from './device';
import { drawFault, type Fault } from './faults';
import type { WireAnswer, WireRequest } from './model/answer';
import type { World } from './world';

/** The wire between one computer and the server: slow, lossy, and seen by the simulation at both ends. */
export function makeNetwork(world: World, device: SimDevice): Network {
  const draws = world.draws(`network ${device.name}`);
  return (url, init) => {
    const mine = device.boot();
    const { pathname, search } = new URL(url);
    const request: WireRequest = {
      method: init.method,
      path: pathname + search,
      headers: init.headers,
      body: init.body ?? null,
    };
    return new Promise<Response>((resolve, reject) => {
      let done = false;
      const isDead = () => device.frozen || mine !== device.boot();
      if (isDead()) return;
      const finish = (how: string, end: () => void) => {
        if (done || isDead()) return;
        done = true;
        world.note(device.name, `${init.method} ${pathname} ← ${how}`);
        end();
      };
      const fail = (how: string) =>
        finish(how, () => {
          world.watch.answered(device, request, null);
          reject(new TypeError('fetch failed'));
        });
      const deliver = (answer: WireAnswer) =>
        finish(`${answer.status}${summary(answer)}`, () => {
          world.watch.answered(device, request, answer);
          resolve(toResponse(answer));
        });
      init.signal.addEventListener('abort', () => fail('timeout'));
      world.watch.asked(device, request);
      const fault = drawFault(world, device, draws);
      world.note(device.name, `${init.method} ${pathname} →${fault.kind === 'none' ? '' : ` ${fault.kind}`}`);
      travel(world, { device, request, fault, draws, deliver, fail });
    });
  };
}

type Journey = {
  device: SimDevice;
  request: WireRequest;
  fault: Fault;
  draws: Random;
  deliver: (answer: WireAnswer) => void;
  fail: (how: string) => void;
};

function travel(world: World, { device, request, fault, draws, deliver, fail }: Journey): void {
  const { timeline } = world;
  const there = timeline.now() + draws.int(1, 400);
  const back = draws.int(1, 400);
  switch (fault.kind) {
    case 'unplugged':
    case 'lost':
      timeline.at(timeline.now() + fault.afterMs, () => fail('no network'));
      return;
    case 'silent':
      return;
    case 'other_answer':
      timeline.at(there + back, () => deliver(fault.answer));
      return;
    case 'late':
      timeline.at(timeline.now() + 500, () => fail('connection lost'));
      timeline.at(timeline.now() + fault.afterMs, () => arrive(world, device, request, 0));
      return;
    default:
      timeline.at(there, () =>
        arrive(world, device, request, fault.commitAfterMs, (answer) => {
          if (fault.kind === 'answer_lost') timeline.at(timeline.now() + back, () => fail('answer lost'));
          else
            timeline.at(timeline.now() + back, () =>
              deliver(fault.kind === 'bent' ? fault.bend(answer) : answer),
            );
          if (fault.kind === 'twice')
            timeline.at(timeline.now() + fault.afterMs, () => arrive(world, device, request, 0));
        }),
      );
  }
}

/** The request is at the server's door. */
async function arrive(
  world: World,
  device: SimDevice,
  request: WireRequest,
  commitAfterMs: number,
  then: (answer: WireAnswer) => void = () => {},
): Promise<void> {
  const outage = world.outage();
  if (outage) return then(outage);
  const pending = await world.server.handle(request);
  const commit = (): boolean => {
    // A backup put back in between has taken the transaction with it: the connection breaks.
    if (!pending.commit()) return false;
    world.oracle.hear(device.name, request, pending.answer);
    world.watch.issued(device, pending.answer, world.server.reach());
    return true;
  };
  const isSlow = commitAfterMs > 0 && request.method === 'POST' && request.path.endsWith('/mutations');
  const later = (end: () => void) =>
    isSlow ? world.timeline.at(world.timeline.now() + commitAfterMs, end) : end();
  if (world.server.kind === 'memory') later(() => commit() && then(pending.answer));
  // It has committed already; only the answer takes its time.
  else if (commit()) later(() => then(pending.answer));
}

function toResponse({ status, headers, text }: WireAnswer): Response {
  return new Response(status === 204 ? null : text, { status, headers });
}

function summary({ status, text, headers }: WireAnswer): string {
  if (status !== 200 || !headers['content-type']?.includes('json')) return '';
  const outcomes = [...text.matchAll(/"outcome":"(\w+)"/g)].map(([, outcome]) => outcome);
  if (outcomes.length > 0) return ` ${outcomes.join(' ')}`;
  const page = /"more":(true|false),"snapshot":(true|false)/.exec(text);
  return page ? ` ${page[2] === 'true' ? 'snapshot' : 'delta'}${page[1] === 'true' ? ', more' : ''}` : '';
}
