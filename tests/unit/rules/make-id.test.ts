import { expect, test } from 'vitest';
import { id } from '../../../src/shared/contracts/primitives';
import { makeId } from '../../../src/shared/rules/make-id';

test('makes version 7 ids that sort by time and pass the contract', () => {
  const random = new Uint8Array([255, 255, 255, 255, 1, 2, 3, 4, 5, 6]);
  const made = [0, 1, 1_795_286_400_000, 1_795_286_400_001].map((at) => makeId(at, random));
  expect([...made].sort()).toEqual(made);
  expect(
    made.every((one) => id.safeParse(one).success && one[14] === '7' && '89ab'.includes(one[19] ?? '')),
  ).toBe(true);
  expect(Number.parseInt((made[2] ?? '').replaceAll('-', '').slice(0, 12), 16)).toBe(1_795_286_400_000);
});
