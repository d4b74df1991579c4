import { expect, test } from 'vitest';
import { type PracticeFacts, practiceStep } from '../../../src/renderer/screens/practice/practice-step';

const begun: PracticeFacts = { inRoster: false, ticked: [], planted: false, errors: 0, finished: false };

test('goes from step to step when each is done, and not before', () => {
  expect(practiceStep(begun)).toBe('roster');
  expect(practiceStep({ ...begun, inRoster: true })).toBe('tick');
  expect(practiceStep({ ...begun, inRoster: true, ticked: [false] })).toBe('tick');
  expect(practiceStep({ ...begun, inRoster: true, ticked: [false, true] })).toBe('minutes');
  expect(practiceStep({ ...begun, inRoster: true, ticked: [true, true] })).toBe('mistake');
});

test('the mistake is the step until it is mended, wherever she looks for it', () => {
  const planted = { ...begun, ticked: [true, true, false], planted: true, errors: 1 };
  expect(practiceStep(planted)).toBe('mistake');
  expect(practiceStep({ ...planted, inRoster: true })).toBe('mistake');
  expect(practiceStep({ ...planted, errors: 0 })).toBe('finish');
});

test('ends when she has finished, whatever stands there', () => {
  expect(practiceStep({ ...begun, finished: true })).toBe('done');
});
