import { writeSync } from 'node:fs';
import { lockProfile } from '../../../src/main/database/lock-profile';

/** Takes a profile when it is told to, says whether it got it, and lets go when it is told to: one word a line. */
const file = process.env.FAULTS_DATABASE ?? '';
let release: (() => void) | null = null;

process.stdin.setEncoding('utf8').on('data', (text: string) => {
  for (const word of text.trim().split('\n')) obey(word);
});
process.stdin.on('end', () => process.exit(0));

function obey(word: string): void {
  if (word === 'go') writeSync(1, `${take()}\n`);
  else {
    release?.();
    release = null;
    writeSync(1, 'free\n');
  }
}

function take(): string {
  try {
    release = lockProfile(file);
    return 'held';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  }
}
