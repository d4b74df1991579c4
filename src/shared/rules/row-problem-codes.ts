import type { RowProblem } from '../contracts/drafts';

/**
 * Everything the app itself may say about a row, with how much it weighs: an error keeps its own row back, a
 * warning never does. The wording files hold a sentence for each, naming the field and the remedy.
 */
const rowProblemSeverities = {
  unit_unknown: 'error',
  mentor_missing: 'error',
  mentor_unknown: 'error',
  mentor_inactive: 'warning',
  mentor_not_approved: 'warning',
  with_unknown: 'error',
  with_too_many: 'error',
  with_responsible: 'warning',
  with_inactive: 'warning',
  with_not_approved: 'warning',
  date_missing: 'error',
  date_several_days: 'error',
  date_not_understood: 'error',
  date_not_real: 'error',
  date_in_future: 'error',
  date_old: 'warning',
  year_locked: 'error',
  type_missing: 'error',
  type_unknown: 'error',
  type_not_valid: 'error',
  mode_unknown: 'error',
  duration_missing: 'error',
  duration_not_understood: 'error',
  duration_out_of_range: 'error',
  duration_long: 'warning',
  participants_missing: 'error',
  participants_not_understood: 'error',
  participants_out_of_range: 'error',
  participants_zero: 'error',
  setting_unknown: 'error',
  new_participants_unknown: 'error',
  contact_unknown: 'error',
  km_not_understood: 'error',
  km_out_of_range: 'error',
  tolls_not_understood: 'error',
  tolls_out_of_range: 'error',
  outlay_not_understood: 'error',
  outlay_out_of_range: 'error',
  travel_without_meeting: 'warning',
  note_too_long: 'error',
  note_identity_number: 'warning',
  note_phone: 'warning',
  note_email: 'warning',
  note_address: 'warning',
  note_diagnosis: 'warning',
  possible_duplicate: 'warning',
  possible_duplicate_standing: 'warning',
} as const satisfies Record<string, RowProblem['severity']>;

export type RowProblemCode = keyof typeof rowProblemSeverities;
export const rowProblemCodes = Object.keys(rowProblemSeverities) as RowProblemCode[];

export function rowProblemOf(field: RowProblem['field'], code: RowProblemCode): RowProblem {
  return { field, severity: rowProblemSeverities[code], code };
}
