import type { FaultClass } from '../fault-class';

/** Faults that no build machine can make; each says what would. */
export const faultClasses: FaultClass[] = [
  {
    id: 'F18',
    title: 'folder read-only, file locked by antivirus, profile on a network drive',
    cannotRunHere:
      'Locks by other programs and network drives are those of Windows; a folder that refuses writes is met as a disk that does (F16, F17).',
  },
  {
    id: 'F33',
    title: 'the window crashes, hangs or runs out of memory',
    cannotRunHere: 'Needs the app with its window: npm run crash and the tests in tests/e2e start it.',
  },
  {
    id: 'F36',
    title: 'update cut or exchanged',
    cannotRunHere: 'The app is not packaged and has no updater yet.',
  },
];
