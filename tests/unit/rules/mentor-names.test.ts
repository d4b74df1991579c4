import { describe, expect, it } from 'vitest';
import {
  mentorsOfCell,
  namesOfText,
  othersToPick,
  understandMentors,
} from '../../../src/shared/rules/mentor-names';

const choices = [
  { value: 'k', label: 'Kari Hansen', code: 'KAHA' },
  { value: 'o', label: 'Ola Ås', code: 'OLÅS' },
  { value: 'p', label: 'Ola Ås', code: 'OLA2' },
];

describe('namesOfText', () => {
  it('parts names as they are written and pasted', () => {
    expect(namesOfText('kaha, olås')).toEqual(['kaha', 'olås']);
    expect(namesOfText('Kari og Ola + Per & Åse/Liv')).toEqual(['Kari', 'Ola', 'Per', 'Åse', 'Liv']);
    expect(namesOfText('Hansen, Kari; Ås, Ola')).toEqual(['Hansen, Kari', 'Ås, Ola']);
    expect(namesOfText('Sogn og')).toEqual(['Sogn og']);
    expect(namesOfText(' , ')).toEqual([]);
  });
});

describe('understandMentors', () => {
  it('finds each by code, beginning or turned name, once, and keeps what nobody is called', () => {
    expect(understandMentors('kaha, olås, KAHA', '', choices)).toBe('k;o');
    expect(understandMentors('Hansen, Kari; Nobody', '', choices)).toBe('k;Nobody');
  });

  it('leaves a namesake who stood there the person that she was', () => {
    expect(understandMentors('Ola Ås, kaha', 'p', choices)).toBe('p;k');
  });
});

describe('othersToPick', () => {
  it('offers the rest for the name at the end, each with those before it', () => {
    expect(othersToPick('kaha, ol', '', choices).map(({ value }) => value)).toEqual(['k;o', 'k;p']);
    expect(othersToPick('Kari Hansen, ', 'k', choices).map(({ value }) => value)).toEqual(['k;o', 'k;p']);
    expect(othersToPick('', '', choices)).toHaveLength(3);
  });
});

it('reads a cell as ids, each once', () => {
  expect(mentorsOfCell('k; o;;k')).toEqual(['k', 'o']);
  expect(mentorsOfCell('')).toEqual([]);
});
