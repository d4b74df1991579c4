import type { Random } from '../../../server/seed/random';

type Body = Record<string, unknown>;
export type Hostile = { name: string; body: string; contentType?: string; status?: number };

const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const otherId = '01890000-0000-7000-8000-0000000000ff';

/** Bodies that look like an answer to anything and are none. */
export const brokenBodies: Hostile[] = [
  { name: 'nothing', body: '' },
  { name: 'half a body', body: '{"epoch":"' },
  { name: 'a log-in page', body: '<!doctype html><form>Log in</form>', contentType: 'text/html' },
  { name: 'a log-in page that says JSON', body: '<html></html>' },
  { name: 'null', body: 'null' },
  { name: 'true', body: 'true' },
  { name: 'a number', body: '17' },
  { name: 'NaN', body: '{"epoch":NaN}' },
  { name: 'a text', body: '"ok"' },
  { name: 'an empty list', body: '[]' },
  { name: 'an empty object', body: '{}' },
  { name: 'a body with a mark before it and rubbish after', body: '\ufeff{}x' },
  { name: 'a list a million deep', body: deep(1_000_000) },
  { name: 'an object ten thousand deep', body: `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}` },
  { name: 'a changed prototype', body: '{"__proto__":{"epoch":"e","results":[],"changes":{}}}' },
  { name: 'a constructor', body: '{"constructor":{"prototype":{"polluted":true}}}' },
  { name: 'bytes that are no text', body: '{"epoch":"\ufffd\ufffd"' },
  { name: 'an error that succeeds', body: '{"code":"INVALID_TOKEN","status":401}' },
  { name: 'a redirect nowhere', body: '', status: 304 },
  { name: 'partial content', body: '{"epoch":"e"', status: 206 },
];

type Change = { name: string; of: (body: Body) => unknown };
const results = (body: Body) => body.results as Body[];
const table = (body: Body) =>
  (body.changes as Record<string, { columns: string[]; rows: unknown[][] }>).activities ?? {
    columns: [],
    rows: [],
  };
const withResult = (body: Body, change: Body) => ({
  ...body,
  results: results(body).map((result, index) => (index === 0 ? { ...result, ...change } : result)),
});
const withTable = (body: Body, activities: unknown) => ({
  ...body,
  changes: { ...(body.changes as Body), activities },
});
const withCell = (column: string, value: unknown) => (body: Body) => {
  const { columns, rows } = table(body);
  const at = columns.indexOf(column);
  return withTable(body, {
    columns,
    rows: rows.map((row) => row.map((cell, index) => (index === at ? value : cell))),
  });
};

/** True answers to a push, made false in one place: each must leave every mutation waiting. */
export const falsePushes: Change[] = [
  { name: 'an acknowledgement of an id never sent', of: (body) => withResult(body, { id: otherId }) },
  { name: 'one result too few', of: (body) => ({ ...body, results: results(body).slice(1) }) },
  { name: 'one result too many', of: (body) => ({ ...body, results: [...results(body), results(body)[0]] }) },
  { name: 'results in another order', of: (body) => ({ ...body, results: [...results(body)].reverse() }) },
  { name: 'no results', of: (body) => ({ ...body, results: [] }) },
  { name: 'no list of results', of: ({ results: _results, ...body }) => body },
  { name: 'results by id', of: (body) => ({ ...body, results: { ...results(body) } }) },
  { name: 'an outcome nobody knows', of: (body) => withResult(body, { outcome: 'accepted' }) },
  { name: 'an outcome in capitals', of: (body) => withResult(body, { outcome: 'APPLIED' }) },
  { name: 'no outcome', of: (body) => withResult(body, { outcome: undefined }) },
  { name: 'applied with no word of the record', of: (body) => withResult(body, { record: undefined }) },
  {
    name: 'another record',
    of: (body) => withResult(body, { record: { ...(results(body)[0]?.record as Body), id: otherId } }),
  },
  {
    name: 'a record without its fields',
    of: (body) => withResult(body, { record: { id: (results(body)[0]?.record as Body)?.id } }),
  },
  {
    name: 'a record with a date that is none',
    of: (body) =>
      withResult(body, { record: { ...(results(body)[0]?.record as Body), occurredOn: '2026-13-45' } }),
  },
  {
    name: 'a duration of a year',
    of: (body) =>
      withResult(body, { record: { ...(results(body)[0]?.record as Body), durationMin: 525_600 } }),
  },
  { name: 'a revision of none', of: (body) => withResult(body, { revision: -1 }) },
  { name: 'a revision as text', of: (body) => withResult(body, { revision: '7' }) },
  { name: 'a revision beyond whole numbers', of: (body) => withResult(body, { revision: 1e300 }) },
  {
    name: 'an id in capitals',
    of: (body) => withResult(body, { id: String(results(body)[0]?.id).toUpperCase() }),
  },
  { name: 'an epoch that is no text', of: (body) => ({ ...body, epoch: 5 }) },
  { name: 'an epoch without end', of: (body) => ({ ...body, epoch: 'e'.repeat(100_000) }) },
];

/** True pages, made false in one place: nothing of them may be written. */
export const falsePages: Change[] = [
  { name: 'no cursor', of: ({ cursor: _cursor, ...body }) => body },
  { name: 'a cursor that is no text', of: (body) => ({ ...body, cursor: 5 }) },
  { name: 'a cursor without end', of: (body) => ({ ...body, cursor: 'c'.repeat(100_000) }) },
  { name: 'no changes', of: ({ changes: _changes, ...body }) => body },
  { name: 'changes as a list', of: (body) => ({ ...body, changes: [body.changes] }) },
  { name: 'no tombstones', of: ({ tombstones: _tombstones, ...body }) => body },
  { name: 'a tombstone that is no id', of: (body) => ({ ...body, tombstones: { activities: ['*'] } }) },
  { name: 'a tombstone of SQL', of: (body) => ({ ...body, tombstones: { activities: ["' OR 1=1 --"] } }) },
  { name: 'more of nothing', of: (body) => ({ ...body, more: 'yes' }) },
  { name: 'progress as text', of: (body) => ({ ...body, progress: '50 %' }) },
  { name: 'rows shorter than the columns', of: (body) => withTable(body, { ...table(body), rows: [['x']] }) },
  {
    name: 'a row that is an object',
    of: (body) => withTable(body, { ...table(body), rows: [{ id: otherId }] }),
  },
  { name: 'columns that are numbers', of: (body) => withTable(body, { ...table(body), columns: [1, 2] }) },
  {
    name: 'the same column twice',
    of: (body) => withTable(body, { columns: ['id', 'id'], rows: [[otherId, 'x']] }),
  },
  {
    name: 'a column __proto__',
    of: (body) => withTable(body, { columns: ['__proto__'], rows: [[{ id: otherId }]] }),
  },
  { name: 'an id that is none', of: withCell('id', 'abc') },
  { name: 'an id of nothing', of: withCell('id', null) },
  { name: 'a revision of none', of: withCell('revision', 0) },
  { name: 'a revision below none', of: withCell('revision', -5) },
  { name: 'a revision with a fraction', of: withCell('revision', 1.5) },
  { name: 'a duration of text', of: withCell('durationMin', '60') },
  { name: 'a duration beyond all', of: withCell('durationMin', 1e9) },
  { name: 'a mode nobody knows', of: withCell('mode', 'telepathy') },
  { name: 'a date that is none', of: withCell('occurredOn', '2026-02-30') },
  { name: 'an instant for a date', of: withCell('occurredOn', '2026-02-03T00:00:00Z') },
  { name: 'mentors that are a text', of: withCell('mentors', '[]') },
  { name: 'no mentors', of: withCell('mentors', []) },
  { name: 'a note of ten million signs', of: withCell('note', 'n'.repeat(1_000_000)) },
];

const odd: unknown[] = [null, true, -1, 1e308, '', '\ud800', '<b>', [], {}, '2026-02-30', 'x'.repeat(5000)];

/** One place of a true answer changed at random: a value, a name, a place left out or doubled, or bytes of the text. */
export function fuzz(text: string, random: Random): string {
  if (random.chance(0.3)) return fuzzText(text, random);
  const body = JSON.parse(text) as unknown;
  const places: [Record<string, unknown> | unknown[], string | number][] = [];
  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    const entries = Array.isArray(value) ? value.keys() : Object.keys(value);
    for (const key of entries) {
      places.push([value as Record<string, unknown>, key]);
      walk((value as Record<string | number, unknown>)[key]);
    }
  };
  walk(body);
  const [holder, key] = random.pick(places);
  const at = holder as Record<string | number, unknown>;
  switch (random.int(0, 4)) {
    case 0:
      at[key] = random.pick(odd);
      break;
    case 1:
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else delete at[key];
      break;
    case 2:
      if (Array.isArray(holder)) holder.push(holder[Number(key)]);
      else Object.defineProperty(at, '__proto__', { value: at[key], enumerable: true });
      break;
    case 3:
      at[key] = [at[key]];
      break;
    default:
      at[key] = typeof at[key] === 'string' ? String(at[key]).replace(/[0-9a-f]/, 'g') : String(at[key]);
  }
  return JSON.stringify(body);
}

function fuzzText(text: string, random: Random): string {
  const at = random.int(0, text.length - 1);
  const length = random.int(1, 20);
  switch (random.int(0, 3)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + text.slice(at + length);
    case 2:
      return text.slice(0, at) + text.slice(at, at + length) + text.slice(at);
    default:
      return (
        text.slice(0, at) +
        random.pick(['"', '{', '}', ',', '\\', '\u0000', '9', 'null']) +
        text.slice(at + 1)
      );
  }
}
