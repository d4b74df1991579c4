import type { HandoverCounts } from '../contracts/handover';
import type { Language } from '../contracts/ipc';
import type { DeleteConsent } from '../contracts/profiles';
import { words } from './words';

const languages: Language[] = ['nb', 'nn', 'en'];

/**
 * Whether a profile's registrations may be deleted: nothing is kept only here, a finished hand-over holds all of it, or
 * she typed the word with at least as much before her as would be lost now.
 */
export function mayDelete(unsent: HandoverCounts, consent: DeleteConsent, isHandedOver: boolean): boolean {
  if (isNothing(unsent)) return true;
  if (consent.kind === 'handed_over') return isHandedOver;
  return consent.kind === 'typed' && isDeleteWord(consent.word) && isWithin(unsent, consent.seen);
}

/** The word of any of the product's languages: the language may have been changed while it was being typed. */
export function isDeleteWord(typed: string): boolean {
  const wanted = typed.trim().toLocaleUpperCase('nb');
  return languages.some((language) => words(language, 'delete.word') === wanted);
}

export function isNothing(counts: HandoverCounts): boolean {
  return countAll(counts) === 0;
}

export function countAll({ waiting, parked, conflicts, drafts }: HandoverCounts): number {
  return waiting + parked + conflicts + drafts;
}

function isWithin(now: HandoverCounts, seen: HandoverCounts): boolean {
  return (Object.keys(now) as (keyof HandoverCounts)[]).every((name) => now[name] <= seen[name]);
}
