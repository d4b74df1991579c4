import { resolve } from 'node:path';

/** The program of the thread that writes pages, from its source. */
export const applyProgram = resolve(import.meta.dirname, 'apply-thread.mjs');
