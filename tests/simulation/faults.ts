import type { Random } from '../../server/seed/random';
import type { SimDevice } from './device';
import { refuse, type WireAnswer } from './model/answer';
import type { World } from './world';

/** How often things go wrong in one run, each from 0 to 0.6. */
export type Rates = {
  lost: number;
  answerLost: number;
  silent: number;
  twice: number;
  late: number;
  refused: number;
  bent: number;
  slowCommit: number;
};

export type Fault =
  | { kind: 'unplugged' | 'lost' | 'late'; afterMs: number }
  | { kind: 'silent' }
  | { kind: 'other_answer'; answer: WireAnswer }
  | { kind: 'none' | 'answer_lost'; commitAfterMs: number }
  | { kind: 'twice'; commitAfterMs: number; afterMs: number }
  | { kind: 'bent'; commitAfterMs: number; bend: (answer: WireAnswer) => WireAnswer };

export const noRates: Rates = {
  lost: 0,
  answerLost: 0,
  silent: 0,
  twice: 0,
  late: 0,
  refused: 0,
  bent: 0,
  slowCommit: 0,
};

/** A third of the kinds never happens in a run, a third now and then, a third often. */
export function drawRates(random: Random): Rates {
  const rate = () =>
    random.weighted([
      [0, 4],
      [random.next() * 0.08, 4],
      [random.next() * 0.6, 1],
    ]);
  return Object.fromEntries(Object.keys(noRates).map((name) => [name, rate()])) as Rates;
}

export function drawFault(world: World, device: SimDevice, draws: Random): Fault {
  const { rates } = world;
  if (!device.plugged) return { kind: 'unplugged', afterMs: 1 };
  if (device.captive) return { kind: 'other_answer', answer: loginPage };
  const commitAfterMs = draws.chance(rates.slowCommit) ? draws.int(100, 45_000) : 0;
  if (draws.chance(rates.lost)) return { kind: 'lost', afterMs: draws.int(1, 2000) };
  if (draws.chance(rates.silent)) return { kind: 'silent' };
  if (draws.chance(rates.answerLost)) return { kind: 'answer_lost', commitAfterMs };
  if (draws.chance(rates.twice)) return { kind: 'twice', commitAfterMs, afterMs: draws.int(1, 60_000) };
  if (draws.chance(rates.late)) return { kind: 'late', afterMs: draws.int(1000, 600_000) };
  if (draws.chance(rates.refused)) return { kind: 'other_answer', answer: drawRefusal(world, draws) };
  if (draws.chance(rates.bent)) return { kind: 'bent', commitAfterMs, bend: drawBend(draws) };
  return { kind: 'none', commitAfterMs };
}

const html = { 'content-type': 'text/html' };
const loginPage: WireAnswer = { status: 200, headers: html, text: '<html>Logg inn på gjestenettet</html>' };

/** Refusals that our server or something in front of it may answer at any time, with Retry-After in all its forms. */
export function drawRefusal(world: World, draws: Random): WireAnswer {
  const retryAfter = draws.pick([
    {},
    { 'retry-after': String(draws.int(0, 300)) },
    { 'retry-after': String(draws.int(3000, 90_000)) },
    { 'retry-after': new Date(world.timeline.now() + draws.int(-60_000, 600_000)).toUTCString() },
    { 'retry-after': 'soon' },
    { 'retry-after': '-5' },
  ]);
  return draws.pick<WireAnswer>([
    refuse('INVALID_TOKEN'),
    refuse('DEVICE_REFUSED'),
    refuse('IN_PROGRESS', { 'retry-after': '1' }),
    refuse('TOO_LARGE'),
    refuse('UPDATE_NEEDED'),
    refuse('TOO_MANY_REQUESTS', retryAfter),
    refuse('UNAVAILABLE', retryAfter),
    refuse('UNAVAILABLE', retryAfter),
    refuse('INTERNAL_SERVER_ERROR'),
    { status: 502, headers: html, text: '<html>Bad gateway</html>' },
    { status: 404, headers: html, text: '<html>Not found</html>' },
    { status: 204, headers: {}, text: '' },
    { status: 200, headers: { 'content-type': 'application/json' }, text: '{}' },
    loginPage,
  ]);
}

/** What a server that is down for everybody answers. */
export function drawOutage(world: World, draws: Random): WireAnswer {
  const answer = drawRefusal(world, draws);
  const blamesNobody = answer.status >= 500 || answer.status === 429 || answer.status === 426;
  return blamesNobody ? answer : refuse('UNAVAILABLE');
}

/** The true answer, damaged on its way: cut off, with a bad row, about other mutations, in another order. */
function drawBend(draws: Random): (answer: WireAnswer) => WireAnswer {
  const kind = draws.pick(['cut', 'bad_row', 'strange_id', 'fewer', 'short_row', 'null'] as const);
  return (answer) => {
    if (answer.status !== 200) return answer;
    if (kind === 'cut') return { ...answer, text: answer.text.slice(0, answer.text.length - 7) };
    if (kind === 'null') return { ...answer, text: 'null' };
    const body = JSON.parse(answer.text) as Body;
    return { ...answer, text: JSON.stringify(body.results ? bendResults(body, kind) : bendPage(body, kind)) };
  };
}

type Body = {
  results?: { id: string; record?: { id: string } | null }[];
  changes?: Record<string, { columns: string[]; rows: unknown[][] }>;
};

function bendResults(body: Body, kind: string): Body {
  const results = body.results ?? [];
  if (kind === 'fewer') return { ...body, results: results.slice(1) };
  if (kind === 'strange_id')
    return { ...body, results: results.map((result) => ({ ...result, id: strangeId })) };
  // One alone cannot change places, so it loses its record instead.
  if (results.length > 1) return { ...body, results: [...results].reverse() };
  return {
    ...body,
    results: results.map((result) => ({ ...result, record: { id: strangeId } })),
  };
}

const strangeId = '00000000-0000-4000-8000-000000000000';

function bendPage(body: Body, kind: string): Body {
  const [entity] = Object.keys(body.changes ?? {});
  const table = entity === undefined ? undefined : body.changes?.[entity];
  if (!table || entity === undefined)
    return { ...body, changes: { activities: { columns: [], rows: [[1]] } } };
  const rows = table.rows.map((row, index) => {
    if (index !== table.rows.length - 1) return row;
    if (kind === 'short_row') return row.slice(1);
    if (kind === 'strange_id') return ['not an id', ...row.slice(1)];
    return row.map((value) => (typeof value === 'number' ? 'many' : value));
  });
  return { ...body, changes: { ...body.changes, [entity]: { ...table, rows } } };
}
