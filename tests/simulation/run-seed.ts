import { makeRandom } from '../../server/seed/random';
import { checkAtRest } from './at-rest';
import { machineActs, serverActs } from './machine';
import { makeMemorySimServer } from './memory-sim-server';
import type { Violation } from './oracle';
import { personActs } from './person/person-acts';
import { resumes, sendsNow } from './person/steer-sending';
import { makePgliteSimServer } from './pglite-sim-server';
import { planWorld, startMs } from './plan';
import type { SimServer } from './sim-server';
import { makeTimeline, TimeStandsStill } from './timeline';
import { makeWorld, type World } from './world';

export type RunOptions = {
  seed: number;
  /** How many steps; drawn from the seed when not given. */
  steps?: number;
  /** Steps that are left out, to find a shorter story with the same end. */
  leftOut?: ReadonlySet<number>;
  tell?: (line: string) => void;
  /** Whether it runs over the real server; every hundredth does when it is not said. */
  onPglite?: boolean;
};
export type RunResult = {
  seed: number;
  steps: number;
  violations: Violation[];
  trace: string;
  server: SimServer['kind'];
  /** Mutations that the server took. */
  sent: number;
};

const minuteMs = 60_000;
/** The real server is slower than the model by far; it is there to show that the model is true to it. */
const pgliteEvery = 100;

/** One whole run: a world drawn from the seed, steps with faults, then peace, and everything checked. */
export async function runSeed(options: RunOptions): Promise<RunResult> {
  const { seed, leftOut = new Set(), tell = () => {} } = options;
  const random = makeRandom(seed);
  const plan = planWorld(seed, 'not used');
  const timeline = makeTimeline(startMs);
  const { onPglite = seed % pgliteEvery === 0 } = options;
  const server: SimServer = onPglite
    ? await makePgliteSimServer(plan, timeline.now)
    : makeMemorySimServer(plan, seed, timeline.now);
  const world = makeWorld({ seed, plan, server, timeline, tell });
  server.setPageRows(random.pick([3, 10, 40, 500]));
  await server.setPoison(world.poisonous);
  const steps =
    options.steps ??
    random.weighted([
      [random.int(50, 150), 30],
      [random.int(200, 400), 3],
      [random.int(800, 2000), 0.1],
    ]);
  try {
    await begin(world);
    for (let step = 0; step < steps && world.violations.length === 0; step += 1)
      if (!leftOut.has(step)) await takeStep(world, step);
    if (world.violations.length === 0) await makePeace(world);
    if (world.violations.length === 0) await checkAtRest(world);
  } catch (error) {
    if (!(error instanceof TimeStandsStill)) throw error;
    world.report({ kind: 'hammered', device: '', what: 'somebody asks without letting time pass' });
  } finally {
    await world.close();
  }
  return {
    seed,
    steps,
    violations: world.violations,
    trace: world.traceHash(),
    server: server.kind,
    sent: world.oracle.decisions().length,
  };
}

/** Most people sign in and fetch everything before things go wrong. */
async function begin(world: World): Promise<void> {
  const { rates } = world;
  world.rates = { ...rates, lost: 0, silent: 0, refused: 0, answerLost: 0, late: 0, bent: 0 };
  for (const device of world.devices) await device.start();
  for (const device of world.devices) {
    void device.signIn();
    await world.settle();
  }
  await world.advance(15_000);
  world.rates = rates;
}

/** Drawn from the seed and the number of the step alone, so that leaving one out does not change the others. */
async function takeStep(world: World, step: number): Promise<void> {
  const draws = world.draws(`step ${step}`);
  const device = draws.pick(world.devices);
  const what = draws.weighted([
    ['person', 10],
    ['machine', 4],
    ['server', 3],
  ] as const);
  const say = (name: string) => world.note(what === 'server' ? 'server' : device.name, `#${step} ${name}`);
  if (what === 'person') await actAsPerson(world, { device, draws, say });
  else {
    const acts = what === 'machine' ? machineActs : serverActs;
    const [name, , act] = draws.weighted(acts.map((each) => [each, each[1]] as const));
    say(name);
    await act(world, device, draws);
  }
  await world.settle();
  const pause = draws.weighted([
    [draws.int(0, 300), 6],
    [draws.int(300, 5000), 6],
    [draws.int(5000, 60_000), 5],
    [draws.int(1, 15) * minuteMs, 1],
  ]);
  await world.advance(pause);
  if (draws.chance(0.01)) await sleepTillMorning(world, draws.int(1, 14));
}

/** Everybody's computer sleeps; the server goes on. */
async function sleepTillMorning(world: World, hours: number): Promise<void> {
  world.note('world', `sleeps for ${hours} h`);
  for (const device of world.devices) device.asleep = true;
  await world.advance(hours * 60 * minuteMs);
  for (const device of world.devices) {
    world.watch.forgive(device);
    device.wake();
    await world.settle();
  }
}

async function actAsPerson(
  world: World,
  {
    device,
    draws,
    say,
  }: { device: World['devices'][number]; draws: ReturnType<World['draws']>; say: (name: string) => void },
): Promise<void> {
  const work = device.work();
  if (device.asleep) return;
  if (!work || !device.life().session.signedIn()) {
    if (draws.chance(0.5)) {
      say('signs in');
      world.watch.forgive(device);
      void device.signIn();
      return;
    }
  }
  if (!work) return;
  const [name, , act] = draws.weighted(personActs.map((each) => [each, each[1]] as const));
  say(name);
  await act({ world, device, workspace: work.workspace, draws });
}

/** Faults end, everybody is awake and signed in; then there are fifteen minutes, or as long as a wait that is under way. */
async function makePeace(world: World): Promise<void> {
  world.note('world', 'peace');
  world.endFaults();
  if (world.draws('peace').chance(0.7)) {
    world.poisonous = false;
    await world.server.setPoison(false);
  }
  // What is under way at the server comes to its end: slow transactions, requests that come late.
  await world.advance(12 * minuteMs);
  for (const device of world.devices) {
    if (device.asleep) device.wake();
    Object.assign(device, { plugged: true, captive: false });
    // Shut out for ten minutes it was let in again, but a backup of those minutes may have been put back since.
    const deviceId = world.deviceIdOf(device);
    if (deviceId !== null) await world.server.setDisabled(deviceId, false);
    world.watch.forgive(device);
    await world.settle();
  }
  await world.advance(2 * minuteMs);
  for (const device of world.devices) {
    const work = device.work();
    const isPaused = device.pausedUntil !== null || work?.engine.isPaused();
    if (work && isPaused) resumes(world, device, work.workspace);
    await world.settle();
  }
  // As long as a server may ask for: nobody could send anything earlier.
  const isMadeToWait = (device: World['devices'][number]) =>
    (device.work()?.engine.status().retryAt ?? 0) > device.clock.now();
  if (world.devices.some(isMadeToWait)) await sleepTillMorning(world, 1);
  for (let round = 0; round < 3; round += 1) {
    for (const device of world.devices) {
      const isSignedIn = device.work() && device.life().session.signedIn();
      const needsSignIn = device.work()?.engine.status().kind === 'auth_needed';
      if (!isSignedIn || needsSignIn) {
        world.watch.forgive(device);
        void device.signIn();
        await world.settle();
        await world.advance(2000);
      }
      const work = device.work();
      const question = work?.engine.deleteQuestion();
      if (question) work?.engine.answerDeletes({ id: question.id, accept: true });
      if (work) sendsNow(world, device, work.workspace);
      await world.settle();
    }
    await world.advance(3 * minuteMs);
  }
}
