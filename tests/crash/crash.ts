import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startServer } from '../../server/start-server';
import { callApi, shareLine } from '../support/call-api';
import { type LaunchedApp, launchApp } from '../support/launch-app';
import { startRelay } from '../support/relay';
import { signInAsDemo, unlock } from '../support/sign-in';
import { compareWithServer, type Ledger } from './compare-with-server';
import { inspectProfile } from './inspect-profile';
import { registerUntilKilled } from './register-until-killed';

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '100' }, json: { type: 'boolean', default: false } },
});
const kills = Number(values.kills);

const server = await startServer({ demo: 'S' });
const relay = await startRelay(server.url);
const userData = mkdtempSync(join(tmpdir(), 'feltbok-crash-'));
const ledger: Ledger = { drafts: new Map(), registered: new Map(), notes: new Map() };
let damaged = 0;
let missing = 0;
let answersLost = 0;

try {
  for (let kill = 1; kill <= kills; kill += 1) {
    const launched = await start(kill === 1);
    // Some kills fall while the server has committed and its answer is on the way.
    if (kill % 3 === 0) void relay.loseNextAnswer('/mutations').then(() => answersLost++);
    await registerUntilKilled(launched, ledger, 100 + Math.random() * 2400);
    const found = await inspectProfile(userData, ledger);
    damaged += found.isIntact ? 0 : 1;
    missing += found.missing;
    if (!values.json)
      console.log(
        `kill ${kill}: ${ledger.registered.size} registered, ${found.missing} missing, intact ${found.isIntact}`,
      );
  }
  const last = await start(false);
  await drain(last);
  const result = await compareWithServer(server, ledger);
  await last.app.close();
  const report = {
    kills,
    answersLost,
    acknowledgedDrafts: ledger.drafts.size,
    acknowledgedRegistrations: ledger.registered.size,
    acknowledgedEdits: ledger.notes.size,
    ...result,
    // Rows that never arrived, rows missing from a killed app's own files, and edits that did not stand.
    lost: result.lost + result.editsLost + missing,
    damaged,
  };
  console.log(values.json ? JSON.stringify(report) : report);
  process.exitCode = report.lost + report.duplicated + report.damaged === 0 ? 0 : 1;
} finally {
  await relay.close();
  await server.close();
  rmSync(userData, { recursive: true, force: true });
}

async function start(isFirst: boolean): Promise<LaunchedApp> {
  const launched = await launchApp({ api: relay.url, userData });
  if (isFirst) await signInAsDemo(launched.page);
  else await unlock(launched.page);
  await shareLine(launched.app, launched.page);
  // The first download brings the mentors and types that rows are made of.
  for (;;) {
    const status = await callApi<{ firstDownload: unknown; lastSyncedAt: number | null }>(
      launched.page,
      'sync/status',
    );
    if (status.lastSyncedAt !== null) return launched;
    await launched.page.waitForTimeout(100);
  }
}

/** Finishes what is left in the entry session and waits until the app itself says that all is sent. */
async function drain({ page }: LaunchedApp): Promise<void> {
  const { id } = await callApi<{ id: string }>(page, 'drafts/open');
  await callApi(page, 'drafts/finish', { sessionId: id });
  for (let tries = 0; tries < 600; tries += 1) {
    await callApi(page, 'sync/now');
    const { kind } = await callApi<{ kind: string }>(page, 'sync/status');
    if (kind === 'synced') return;
    await page.waitForTimeout(200);
  }
  throw new Error('The app never said that everything is sent.');
}
