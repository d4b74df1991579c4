import { diagnosisWords } from './diagnosis-words';
import type { RowProblemCode } from './row-problem-codes';

const identityNumber = /(?<!\d)\d{6}[ -]?\d{5}(?!\d)/;
const phone = /(?<!\d)(?:(?:\+|00)47 ?)?(?:\d{8}|\d{2} \d{2} \d{2} \d{2}|\d{3} \d{2} \d{3})(?!\d)/;
const email = /[^\s@]+@[^\s@]+\.[\p{L}]{2,}/u;
const address =
  /\p{L}*(?:veien|vegen|vei|veg|gaten|gata|gate|gt\.|plass|plassen|allé|alleen|bakken|svingen|stien|tunet|terrasse| street| road| avenue) ?\d{1,4}(?: ?[a-h])?(?!\p{L}|\d)/iu;
const diagnosis = new RegExp(
  `(?<!\\p{L})(?:${diagnosisWords.map((word) => word.replace('$', '(?!\\p{L})')).join('|')})`,
  'iu',
);

const detectors: readonly (readonly [RowProblemCode, RegExp])[] = [
  ['note_identity_number', identityNumber],
  ['note_phone', phone],
  ['note_email', email],
  ['note_address', address],
  ['note_diagnosis', diagnosis],
];

/** What in a note looks like it tells who somebody is or what they suffer from. A hint, never a refusal. */
export function inspectNote(note: string): RowProblemCode[] {
  return detectors.filter(([, form]) => form.test(note)).map(([code]) => code);
}
