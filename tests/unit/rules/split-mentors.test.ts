import { describe, expect, it } from 'vitest';
import { makeRecogniser } from '../../../src/shared/rules/recognise-cell';
import { makeKnowName, splitMentors } from '../../../src/shared/rules/split-mentors';
import { mentorOf, reference, today, unitId } from './batch-fixture';

const kari = mentorOf(1, { displayName: 'Kari Nordmann', shortCode: 'KANO' });
const ola = mentorOf(2, { displayName: 'Ola Hansen', shortCode: 'OLHA' });
const first = mentorOf(3, { displayName: 'Anne Berg', shortCode: 'ANBE' });
const second = mentorOf(4, { displayName: 'Anne Dahl', shortCode: 'ANDA' });
const gone = mentorOf(5, { displayName: 'Ola Gammel', shortCode: 'OLGA', active: false });
const mentors = [kari, ola, first, second, gone];
const know = makeKnowName(makeRecogniser({ ...reference, mentors, unitId, today }), mentors);
const split = (mentor: string, others?: string) =>
  splitMentors({ mentor, note: 'x', ...(others ? { with: others } : {}) }, know);

describe('splitMentors', () => {
  it.each([
    'Kari Nordmann, Ola Hansen',
    'Kari Nordmann; Ola Hansen',
    'Nordmann, Kari; Hansen, Ola',
    'Kari Nordmann + Ola Hansen',
    'Kari og Ola',
    'kano/olha',
    'Kari & Ola Hansen',
  ])('takes the first of %s for the responsible one and the other for one with her', (text) => {
    expect(split(text)).toEqual({ mentor: kari.id, with: ola.id, note: 'x' });
  });

  it('adds to those who stand as taking part', () => {
    expect(split('Kari, Ola', first.id).with).toBe(`${first.id};${ola.id}`);
  });

  it.each([
    ['one name, turned about', 'Nordmann, Kari'],
    ['one name', 'Kari Nordmann'],
    ['a name nobody has', 'Kari Nordmann, Per Ukjent'],
    ['a first name that two have', 'Kari og Anne'],
    ['one person twice', 'Kari Nordmann og KANO'],
  ])('leaves %s as it is', (_, text) => {
    expect(split(text)).toEqual({ mentor: text, note: 'x' });
  });
});
