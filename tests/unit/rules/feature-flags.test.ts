import { expect, test } from 'vitest';
import { featureDefaults, readFeatures } from '../../../src/shared/rules/feature-flags';

test.each([
  ['nothing was ever said', undefined],
  ['null was said', null],
  ['no object was said', 'off'],
  ['an empty object was said', {}],
  ['only flags of another version were said', { handOff: false, toString: false }],
  ['the value is no answer', { handOver: 'no' }],
  ['the value hangs on the prototype', Object.create({ handOver: false })],
])('keeps the defaults when %s', (_when, said) => {
  expect(readFeatures(said)).toEqual(featureDefaults);
});

test('takes what was said of a flag it knows, and nothing else of it', () => {
  expect(readFeatures({ handOver: false, later: true })).toEqual({ handOver: false });
  expect(readFeatures({ handOver: true })).toEqual({ handOver: true });
});
