import { beforeEach, describe, expect, it } from 'vitest';
import {
  type ConnectivityWatch,
  watchConnectivity,
} from '../../../../src/main/connectivity/watch-connectivity';
import { type FakeClock, makeFakeClock } from '../../../support/fake-clock';

let clock: FakeClock;
let log: string[];
let osOnline: boolean;
let serverAnswers: boolean;
let paused: boolean;
let fraction: number;

beforeEach(() => {
  clock = makeFakeClock(0);
  log = [];
  osOnline = true;
  serverAnswers = true;
  paused = false;
  // As near to all of the wait as makes no difference.
  fraction = 1;
});

function watch(serverOnLoopback = false): ConnectivityWatch {
  return watchConnectivity({
    osOnline: () => osOnline,
    async probe() {
      log.push(`${clock.now() / 1000} s: probe`);
      return serverAnswers ? 'our_server' : 'nobody';
    },
    mayAsk: () => !paused,
    serverOnLoopback,
    now: clock.now,
    after: clock.after,
    fraction: () => fraction,
    onChange: (found) => log.push(`${clock.now() / 1000} s: ${found}`),
    onWake: () => log.push(`${clock.now() / 1000} s: awake`),
  });
}

/** Lets answers arrive between steps of half a second. */
async function pass(seconds: number): Promise<void> {
  for (let step = 0; step < seconds * 2; step++) {
    clock.advance(500);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('connectivity', () => {
  it('is online only once our server has answered', async () => {
    const watching = watch();
    expect(watching.current()).toBe('offline');
    await pass(1);
    expect(log).toEqual(['0 s: probe', '0.5 s: online']);
  });

  it('asks again after 5, 10, 20, 40, 80 and then each 90 s while the server does not answer', async () => {
    serverAnswers = false;
    watch();
    await pass(250);
    expect(log).toEqual([
      '0 s: probe',
      '0.5 s: unreachable',
      '5.5 s: probe',
      '15.5 s: probe',
      '35.5 s: probe',
      '75.5 s: probe',
      '155.5 s: probe',
      '245.5 s: probe',
    ]);
  });

  it('asks again after as little as half of that, so that devices do not come all at once', async () => {
    serverAnswers = false;
    fraction = 0;
    watch();
    await pass(40);
    expect(log).toEqual([
      '0 s: probe',
      '0.5 s: unreachable',
      '3 s: probe',
      '8 s: probe',
      '18 s: probe',
      '38 s: probe',
    ]);
  });

  it('tells a server of another protocol from none, and asks it again', async () => {
    const watching = watchConnectivity({
      osOnline: () => true,
      probe: async () => 'other_protocol',
      mayAsk: () => true,
      serverOnLoopback: false,
      now: clock.now,
      after: clock.after,
      fraction: () => fraction,
      onChange: (found) => log.push(found),
      onWake() {},
    });
    await pass(20);
    expect([watching.current(), log]).toEqual(['other_protocol', ['other_protocol']]);
  });

  it('asks nothing without a network, and at once when it is back', async () => {
    watch();
    await pass(3);
    osOnline = false;
    await pass(200);
    osOnline = true;
    await pass(3);
    expect(log.map((line) => line.split(': ')[1])).toEqual(['probe', 'online', 'offline', 'probe', 'online']);
  });

  it('says unreachable when a run that failed has it asked again', async () => {
    const watching = watch();
    await pass(1);
    serverAnswers = false;
    expect(await watching.check()).toBe('unreachable');
  });

  it('keeps offline when the network goes while a probe is on its way', async () => {
    const watching = watch();
    await pass(1);
    const checked = watching.check();
    osOnline = false;
    await pass(3);
    await checked;
    expect(watching.current()).toBe('offline');
  });

  it('does not believe "no network" on loopback before a network has been seen', async () => {
    osOnline = false;
    watch(true);
    await pass(3);
    expect(log).toEqual(['0 s: probe', '0.5 s: online']);
    osOnline = true;
    await pass(3);
    osOnline = false;
    await pass(3);
    expect(log.at(-1)).toMatch(/: offline$/);
  });

  it('believes "no network" from the start when the server is elsewhere', async () => {
    osOnline = false;
    watch();
    await pass(100);
    expect(log).toEqual([]);
  });

  it('asks nothing during a pause', async () => {
    paused = true;
    const watching = watch();
    await pass(100);
    expect(log).toEqual(['0 s: online']);
    paused = false;
    serverAnswers = false;
    expect(await watching.check()).toBe('unreachable');
  });

  it('notices by itself that the computer has slept, and asks at once and often again', async () => {
    serverAnswers = false;
    watch();
    await pass(250);
    log = [];
    const wokeAt = clock.now() / 1000 + 8 * 3600;
    clock.sleep(8 * 3_600_000);
    await pass(20);
    expect(log).toEqual([
      `${wokeAt} s: awake`,
      `${wokeAt} s: probe`,
      `${wokeAt + 5.5} s: probe`,
      `${wokeAt + 15.5} s: probe`,
    ]);
  });

  it('wakes once when the system and its own clock say so', async () => {
    const watching = watch();
    await pass(1);
    log = [];
    clock.sleep(3_600_000);
    watching.wake();
    await pass(10);
    expect(log.filter((line) => line.endsWith('awake'))).toHaveLength(1);
  });

  it('asks nothing on waking without a network, nor in a pause', async () => {
    osOnline = false;
    watch();
    await pass(10);
    clock.sleep(3_600_000);
    await pass(10);
    expect(log.filter((line) => line.endsWith('probe'))).toEqual([]);
    osOnline = true;
    paused = true;
    clock.sleep(3_600_000);
    await pass(10);
    expect(log.filter((line) => line.endsWith('probe'))).toEqual([]);
  });

  it('asks nothing more once it is stopped', async () => {
    serverAnswers = false;
    const watching = watch();
    await pass(1);
    watching.stop();
    await pass(300);
    expect(log).toHaveLength(2);
  });
});
