import { describe, expect, it } from 'vitest';
import {
  type Decision,
  decideMutation,
  type Existing,
  type Fields,
} from '../../../server/push/decide-mutation';

const groups = { what: ['minutes', 'people'], note: ['note'] };
const seen = { minutes: 45, people: 1, note: 'seen' };

const present = (theirs: Fields = {}): Existing => ({
  kind: 'present',
  values: { ...seen, ...theirs },
  changedByOthers: new Set(Object.keys(theirs)),
});
const edit = (changes: Fields, base: Fields = pick(seen, changes)) => ({
  operation: 'update' as const,
  base,
  changes,
});
const remove = { operation: 'delete' as const, base: {}, changes: {} };
const create = (changes: Fields) => ({ operation: 'create' as const, base: {}, changes });

function pick(from: Fields, like: Fields): Fields {
  return Object.fromEntries(Object.keys(like).map((field) => [field, from[field] ?? null]));
}

type Case = [
  label: string,
  existing: Existing,
  mutation: Parameters<typeof decideMutation>[1],
  wanted: Decision,
];

// Labels read: what happened on the server / what the device did - outcome.
const cases: Case[] = [
  ['nothing / edit - applied', present(), edit({ minutes: 60 }), changed({ minutes: 60 }, 'applied')],
  ['nothing / delete - deleted', present(), remove, { kind: 'delete' }],
  ['nothing / create again, equal - nothing to do', present(), create(seen), changed({}, 'applied')],
  [
    'other values / create under the same id - conflict',
    present({ note: 'theirs' }),
    create(seen),
    changed({}, 'conflict', ['note']),
  ],
  [
    'edit / edit of the same field - conflict',
    present({ minutes: 50 }),
    edit({ minutes: 60 }),
    changed({}, 'conflict', ['what']),
  ],
  [
    'edit / edit of another field of the group, whole group seen - conflict',
    present({ people: 2 }),
    edit({ minutes: 60 }, { minutes: 45, people: 1 }),
    changed({}, 'conflict', ['what']),
  ],
  [
    'edit / edit of another field of the group, only the field seen - conflict',
    present({ people: 2 }),
    edit({ minutes: 60 }),
    changed({}, 'conflict', ['what']),
  ],
  [
    'edit / edit of another group - merged',
    present({ note: 'theirs' }),
    edit({ minutes: 60 }),
    changed({ minutes: 60 }, 'merged'),
  ],
  [
    'edit / edit of both groups - the other is taken, the same is lost',
    present({ note: 'theirs' }),
    edit({ minutes: 60, note: 'mine' }),
    changed({ minutes: 60 }, 'conflict', ['note']),
  ],
  [
    'edit / the same edit - nothing to do',
    present({ minutes: 60 }),
    edit({ minutes: 60 }),
    changed({}, 'merged'),
  ],
  [
    'edit and back again / edit - applied over equal values',
    { kind: 'present', values: seen, changedByOthers: new Set(['minutes']) },
    edit({ minutes: 60 }),
    changed({ minutes: 60 }, 'merged'),
  ],
  [
    'edit / delete - the record stays, the edited group is named',
    present({ note: 'theirs' }),
    remove,
    { kind: 'edited_there', lost: ['note'] },
  ],
  [
    'edit that the device did not see / delete - the record stays',
    { kind: 'present', values: { ...seen, minutes: 50 }, changedByOthers: new Set() },
    { ...remove, base: seen },
    { kind: 'edited_there', lost: ['what'] },
  ],
  [
    'delete / edit - stays deleted, every touched group is lost',
    { kind: 'deleted' },
    edit({ minutes: 60, note: 'mine' }),
    { kind: 'deleted_there', lost: ['what', 'note'] },
  ],
  ['delete / delete - already so', { kind: 'deleted' }, remove, { kind: 'already_deleted' }],
  [
    'delete / create under the same id - stays deleted',
    { kind: 'deleted' },
    create(seen),
    { kind: 'deleted_there', lost: ['what', 'note'] },
  ],
  ['never stored / create - inserted', { kind: 'missing' }, create(seen), { kind: 'insert', values: seen }],
  ['never stored / edit - gone', { kind: 'missing' }, edit({ minutes: 60 }), { kind: 'gone' }],
  ['never stored / delete - already so', { kind: 'missing' }, remove, { kind: 'already_deleted' }],
];

function changed(changes: Fields, outcome: 'applied' | 'merged' | 'conflict', lost: string[] = []): Decision {
  return { kind: 'update', changes, outcome, lost };
}

describe('decideMutation', () => {
  it.each(cases)('%s', (_, existing, mutation, wanted) => {
    expect(decideMutation(existing, mutation, groups)).toEqual(wanted);
  });

  it('compares lists and objects by what they hold', () => {
    const mentors = { who: ['mentors'] };
    const theirs = [{ role: 'responsible', peerMentorId: 'a' }];
    const mine = [{ peerMentorId: 'a', role: 'responsible' }];
    const existing: Existing = { kind: 'present', values: { mentors: theirs }, changedByOthers: new Set() };
    const next = [{ peerMentorId: 'b', role: 'responsible' }];
    expect(
      decideMutation(
        existing,
        { operation: 'update', base: { mentors: mine }, changes: { mentors: next } },
        mentors,
      ),
    ).toEqual(changed({ mentors: next }, 'applied'));
  });
});
