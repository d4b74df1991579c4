import { describe, expect, it } from 'vitest';
import { mayDelete } from '../../../src/shared/rules/may-delete';

const none = { waiting: 0, parked: 0, conflicts: 0, drafts: 0 };
const some = { ...none, waiting: 3, drafts: 1 };
const typed = (word: string, seen = some) => ({ kind: 'typed' as const, word, seen });

describe('mayDelete', () => {
  it('lets an empty profile go without asking', () => {
    expect(mayDelete(none, { kind: 'none' }, false)).toBe(true);
  });

  it.each(['waiting', 'parked', 'conflicts', 'drafts'] as const)(
    'holds on to a single one of: %s',
    (kind) => {
      expect(mayDelete({ ...none, [kind]: 1 }, { kind: 'none' }, true)).toBe(false);
    },
  );

  it.each(['SLETT', ' slett ', 'DELETE'])('goes by the word typed as %j', (word) => {
    expect(mayDelete(some, typed(word), false)).toBe(true);
  });

  it.each(['', 'SLET', 'ja', 'SLETT ALT'])('does not go by %j', (word) => {
    expect(mayDelete(some, typed(word), false)).toBe(false);
  });

  it('asks again when more would be lost than she saw, and not when less would', () => {
    expect(mayDelete({ ...some, drafts: 2 }, typed('SLETT'), false)).toBe(false);
    expect(mayDelete({ ...some, parked: 1, waiting: 1 }, typed('SLETT'), false)).toBe(false);
    expect(mayDelete({ ...some, waiting: 1 }, typed('SLETT'), false)).toBe(true);
  });

  it('believes in a hand-over only when it holds everything', () => {
    expect(mayDelete(some, { kind: 'handed_over' }, true)).toBe(true);
    expect(mayDelete(some, { kind: 'handed_over' }, false)).toBe(false);
  });
});
