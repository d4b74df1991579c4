// The thread that writes pages, from its source: a thread has to register what reads TypeScript itself.
import { register } from 'tsx/esm/api';

register();
await import('../../src/main/sync/apply-worker.ts');
