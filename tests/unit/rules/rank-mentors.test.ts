import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pickChoice, rankChoices } from '../../../src/shared/rules/rank-choices';
import { rankMentors } from '../../../src/shared/rules/rank-mentors';
import { idOf, mentorOf, unitId } from './batch-fixture';

const mentors = [
  mentorOf(1, { displayName: 'Kari Hansen', shortCode: 'KAHA' }),
  mentorOf(2, { displayName: 'Karl Berg', shortCode: 'KABE' }),
  mentorOf(3, { displayName: 'Åsa Øyen', shortCode: 'ASOY' }),
  mentorOf(4, { displayName: 'Berit Karlsen', shortCode: 'BEKA', homeUnitId: idOf(2) }),
  mentorOf(5, { displayName: 'Kabir Ali', shortCode: 'KAAL', active: false }),
];

function names(text: string, recent: string[] = []) {
  return rankMentors(text, { mentors, unitId, recent }).map(({ label }) => label);
}

describe('rankMentors', () => {
  it('puts the whole short code first, then beginnings of codes and names, then later words', () => {
    expect(names('kaha')).toEqual(['Kari Hansen']);
    expect(names('kabe')[0]).toBe('Karl Berg');
    expect(names('kar')).toEqual(['Kari Hansen', 'Karl Berg', 'Berit Karlsen']);
  });

  it('finds by beginnings of words, by initials and without accents', () => {
    expect(names('ka ha')).toEqual(['Kari Hansen']);
    expect(names('kh')).toEqual(['Kari Hansen']);
    expect(names('asa')).toEqual(['Åsa Øyen']);
    expect(names('oyen')).toEqual(['Åsa Øyen']);
  });

  it('puts those used just now before the unit, and active ones before stopped ones', () => {
    expect(names('')).toEqual(['Kari Hansen', 'Karl Berg', 'Åsa Øyen', 'Kabir Ali', 'Berit Karlsen']);
    expect(names('kar', [idOf(102)])).toEqual(['Karl Berg', 'Kari Hansen', 'Berit Karlsen']);
  });

  it('finds nobody for a text that fits nobody', () => {
    expect(names('xyz')).toEqual([]);
  });
});

describe('rankChoices', () => {
  const label = fc.string({ minLength: 1 });

  it('answers a part of the choices, each once, and every choice for an empty text', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(label), (text, labels) => {
        const choices = labels.map((text, index) => ({ value: String(index), label: text }));
        const ranked = rankChoices(text, choices);
        expect(new Set(ranked).size).toBe(ranked.length);
        expect(ranked.every((choice) => choices.includes(choice))).toBe(true);
        expect(rankChoices(' ', choices)).toEqual(choices);
      }),
    );
  });

  it('takes the first that fits, and none when nothing fits', () => {
    const choices = [
      { value: 'a', label: 'Hjemmebesøk' },
      { value: 'b', label: 'Høreapparathjelp' },
    ];
    expect(pickChoice('h', choices)?.value).toBe('a');
    expect(pickChoice('hø', choices)?.value).toBe('b');
    expect(pickChoice('q', choices)).toBeNull();
    expect(pickChoice('', choices)).toBeNull();
  });
});
