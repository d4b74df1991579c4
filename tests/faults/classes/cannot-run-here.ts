import type { FaultClass } from '../fault-class';

/** Faults that no build machine can make; each says what would. */
export const faultClasses: FaultClass[] = [
  {
    id: 'F36',
    title: 'update cut or exchanged',
    cannotRunHere: 'The app is not packaged and has no updater yet.',
  },
];
