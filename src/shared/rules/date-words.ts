/** Words a person may type for a day, in the three languages of the product. Input grammar, not wording. */
export const relativeDays: ReadonlyMap<string, number> = new Map([
  ['i dag', 0],
  ['idag', 0],
  ['today', 0],
  ['i går', -1],
  ['igår', -1],
  ['i gar', -1],
  ['yesterday', -1],
  ['i forgårs', -2],
  ['i førgår', -2],
  ['i morgen', 1],
  ['i morgon', 1],
  ['tomorrow', 1],
]);

/** Monday first. Two letters are enough, and no two of them clash. */
export const weekdayNames: readonly (readonly string[])[] = [
  ['mandag', 'måndag', 'monday'],
  ['tirsdag', 'tysdag', 'tuesday'],
  ['onsdag', 'wednesday'],
  ['torsdag', 'thursday'],
  ['fredag', 'friday'],
  ['lørdag', 'laurdag', 'saturday'],
  ['søndag', 'sundag', 'sunday'],
];

/** January first. Three letters are enough. */
export const monthNames: readonly (readonly string[])[] = [
  ['januar', 'january'],
  ['februar', 'february'],
  ['mars', 'march'],
  ['april'],
  ['mai', 'may'],
  ['juni', 'june'],
  ['juli', 'july'],
  ['august'],
  ['september'],
  ['oktober', 'october'],
  ['november'],
  ['desember', 'december'],
];
