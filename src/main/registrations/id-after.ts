import { createHash } from 'node:crypto';
import { makeId } from '../../shared/rules/make-id';

const randomBytes = 10;

/**
 * The id of the record that takes the place of one which cannot be used any more. It follows from the old one's: a
 * person who answers the same thing on two computers makes one record, not two.
 */
export function idAfter(recordId: string): string {
  const hashed = createHash('sha256').update(`feltbok after ${recordId}`).digest();
  const madeAt = Number.parseInt(recordId.replaceAll('-', '').slice(0, 12), 16);
  return makeId(madeAt, hashed.subarray(0, randomBytes));
}
