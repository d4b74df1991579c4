import { type Choice, pickChoice, rankChoices } from './rank-choices';

/** Between the mentors of one cell, as it is stored. */
const separator = ';';
/** More than this many beside the responsible one take no part in one event. */
export const mostOthers = 19;

/** The ids of a cell that names several mentors; a name that was not understood stands as it was typed. */
export function mentorsOfCell(value: string): string[] {
  return [...new Set(split(value, separator))];
}

/** The cell that names these mentors, each once. */
export function storedMentors(mentors: readonly string[]): string {
  return [...new Set(mentors)].join(separator);
}

/**
 * The names in a text as people write and paste them: `Kari, Ola`, `Kari og Ola`, `Hansen, Kari; Ås, Ola`. A comma
 * parts names only where no semicolon and no line does.
 */
export function namesOfText(text: string): string[] {
  return split(text, /[;\n]/.test(text) ? /[;\n]/ : /,|\+|&|\/|\s(?:og|and)\s/i);
}

/**
 * What is stored for a text with several names: the mentor that each fits best, the rest as it was typed. A name
 * that stood there before is still the same person, whoever else bears it.
 */
export function understandMentors(text: string, before: string, choices: readonly Choice[]): string {
  const stood = mentorsOfCell(before);
  const understand = (name: string) => {
    const same = choices.find(({ value, label }) => label === name && stood.includes(value));
    return (same ?? pickChoice(name, choices) ?? pickChoice(firstNameFirst(name), choices))?.value ?? name;
  };
  return storedMentors(namesOfText(text).map(understand));
}

/**
 * Choices for the name at the end of a text, each with all mentors of the cell as its value: picking one leaves
 * those that were written before it.
 */
export function othersToPick(text: string, before: string, choices: readonly Choice[]): Choice[] {
  const isNew = /[;,]\s*$/.test(text);
  const names = namesOfText(text);
  const typed = isNew ? '' : (names.at(-1) ?? '');
  const earlier = understandMentors((isNew ? names : names.slice(0, -1)).join(separator), before, choices);
  const taken = mentorsOfCell(earlier);
  return rankChoices(typed, choices)
    .filter(({ value }) => !taken.includes(value))
    .map((choice) => ({ ...choice, value: [...taken, choice.value].join(separator) }));
}

/** `Hansen, Kari` is `Kari Hansen`. */
function firstNameFirst(name: string): string {
  return name.split(',').reverse().join(' ').trim();
}

function split(text: string, by: string | RegExp): string[] {
  return text
    .split(by)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
