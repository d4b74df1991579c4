import { expect, test } from 'vitest';
import {
  mayGoOn,
  type PracticeAction,
  practiseOn,
  startOfPractice,
  wrongOnes,
} from '../../../src/renderer/screens/practice/practice-state';

const after = (...actions: PracticeAction[]) => actions.reduce(practiseOn, startOfPractice);
const ticked: PracticeAction[] = [
  { kind: 'choose_roster' },
  { kind: 'tick', mentor: 'c' },
  { kind: 'tick', mentor: 'a' },
];
const typed: PracticeAction[] = [
  { kind: 'next' },
  { kind: 'type', mentor: 'a', text: '1t30' },
  { kind: 'type', mentor: 'c', text: '45' },
];

test('goes from step to step when each is done, and not before', () => {
  expect(after({ kind: 'next' }).step).toBe('roster');
  expect(after({ kind: 'choose_roster' }, { kind: 'tick', mentor: 'a' }, { kind: 'next' }).step).toBe('tick');
  expect(after(...ticked, { kind: 'next' }).step).toBe('minutes');
  expect(after(...ticked, { kind: 'next' }, { kind: 'next' }).step).toBe('minutes');
  expect(after(...ticked, ...typed, { kind: 'finish' }).step).toBe('minutes');
});

test('puts a mistake into the last row, keeps it in sight, and goes on when it is mended', () => {
  const wrong = after(...ticked, ...typed, { kind: 'next' });
  expect(wrong.step).toBe('mistake');
  expect(wrong.minutes).toEqual({ a: '1t30', c: '9x' });
  expect(wrongOnes(wrong)).toEqual(['c']);
  expect(mayGoOn(wrong)).toBe(false);
  const mended = practiseOn(practiseOn(wrong, { kind: 'type', mentor: 'c', text: '90' }), { kind: 'next' });
  expect(mended.step).toBe('finish');
  expect(practiseOn(mended, { kind: 'finish' }).step).toBe('done');
});

test('a tick can be taken away again', () => {
  expect(after(...ticked, { kind: 'tick', mentor: 'c' }).ticked).toEqual(['a']);
});
