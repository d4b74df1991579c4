import { noteLength } from '../contracts/activity';

/** The note with the words about its day before it; null when they do not fit, or stand there already. */
export function dateToNote(note: string, words: string): string | null {
  if (note.includes(words)) return null;
  const both = note.trim() === '' ? words : `${words} ${note}`;
  return both.length <= noteLength ? both : null;
}
