import { expect, test } from 'vitest';
import { overlayMutations } from '../../../src/shared/rules/overlay-mutations';

const update = (changes: Record<string, number>) => ({ operation: 'update' as const, changes });
const create = (changes: Record<string, number>) => ({ operation: 'create' as const, changes });
const remove = { operation: 'delete' as const, changes: {} };

test('shows the server row with the unsettled mutations on top, in the order made', () => {
  expect(overlayMutations({ a: 1, b: 1 }, [update({ a: 2 }), update({ a: 3 })])).toEqual({ a: 3, b: 1 });
  expect(overlayMutations(null, [create({ a: 1 }), update({ b: 2 })])).toEqual({ a: 1, b: 2 });
  expect(overlayMutations({ a: 1 }, [remove])).toBeNull();
  expect(overlayMutations(null, [update({ a: 1 })])).toBeNull();
  expect(overlayMutations({ a: 1 }, [])).toEqual({ a: 1 });
});
