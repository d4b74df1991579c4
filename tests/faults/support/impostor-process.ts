import { writeSync } from 'node:fs';
import { systemClock } from '../../../src/main/boot/system-ports';
import { createServerClient } from '../../../src/main/sync/server-client';

/**
 * The app's door to the network in a process of its own, because whom to trust is decided when a process starts.
 * Does what a run does at FAULTS_ADDRESS: asks who answers, and only our own server gets the rest. Says what came.
 */
const client = createServerClient({
  // As the app asks: a redirect is nobody we know.
  network: (url, init) => fetch(url, { ...init, redirect: 'error' }),
  baseUrl: process.env.FAULTS_ADDRESS ?? '',
  tokens: { access: () => 'token-of-a-person', refresh: async () => 'unreachable' },
  clock: systemClock,
  appVersion: '0.1.0',
});

const who = await client.probe();
const signIn = await client.signIn({ email: 'kari@feltbok.example', password: 'secret', deviceId: 'd' });
// The engine sends nothing to whom it does not know.
const page = who === 'our_server' ? (await client.changes(null)).kind : 'not asked';
writeSync(1, JSON.stringify({ who, signIn: signIn.kind, page }));
