import { join } from 'node:path';
import { startServer } from '../../server/start-server';
import { launchApp, setOsOnline } from '../support/launch-app';
import { startRelay } from '../support/relay';
import { signInAsDemo, unlock } from '../support/sign-in';
import { watchTray } from '../support/tray-watcher';
import { planRows } from './plan-rows';
import {
  chooseHeader,
  countDiffering,
  goToNewRow,
  kill,
  mendRows,
  readDelivered,
  readRecovered,
  readRegistered,
  size,
  statusIs,
  takePicture,
  tickRoster,
  trayIs,
} from './tour-actions';
import { makeKeyboard, typeCell, typeRow } from './type-rows';
import type { Report, Step } from './write-report';

const rosterRows = 8;
const rowsInAll = 60;
/** Rows typed before the app is killed in the middle of the next one. */
const rowsBeforeKill = 35;

/** A working day: offline, killed, started again, finished, back online with an answer lost, and all delivered once. */
export async function takeTour(folder: string, tell: (line: string) => void): Promise<Report> {
  const startedAt = Date.now();
  const server = await startServer({ demo: 'M' });
  const relay = await startRelay(server.url);
  let watcher = await watchTrayIfPossible();
  let launched = await launchApp({ api: relay.url });
  const { userData } = launched;
  let tray = watcher ? await watcher.item() : null;
  const steps: Step[] = [];
  const show = async (name: string, title: string) => {
    const step = await takePicture({ launched, tray, folder, name, title, number: steps.length + 1 });
    steps.push(step);
    tell(`${String(steps.length).padStart(2)}  ${title}: ${step.status}`);
  };

  try {
    await size(launched);
    await unlock(launched.page);
    await show('sign-in', 'First start: sign-in');
    await signInAsDemo(launched.page);
    await statusIs(launched.page, /^Alt er sendt/);
    await show('downloaded', 'The first download is complete');

    await setOsOnline(launched.app, false);
    relay.refuse();
    await statusIs(launched.page, /^Uten nett/);
    await launched.page.keyboard.press('Control+n');
    await chooseHeader(launched.page);
    await show('offline-session', 'Offline: a new entry session');

    let keyboard = makeKeyboard(launched.page);
    const roster = await tickRoster(launched.page, keyboard, rosterRows);
    await show('roster', 'The roster: who came, and for how long');
    const plan = await planRows(server, rowsInAll - rosterRows, rowsBeforeKill + 5);
    await goToNewRow(launched.page, keyboard);
    for (const { typed } of plan.slice(0, rowsBeforeKill)) await typeRow(launched.page, keyboard, typed);
    const [started, ...rest] = plan.slice(rowsBeforeKill);
    if (!started) throw new Error('There is no row to be in the middle of.');
    await typeCell(launched.page, keyboard, started.typed.mentor);
    await keyboard.type(started.typed.duration.slice(0, 1));
    await launched.page.waitForTimeout(1000);
    await show('before-kill', 'In the middle of a row');
    let keyPresses = keyboard.pressed();
    await kill(launched);
    tell('    the app was killed');

    watcher?.stop();
    watcher = await watchTrayIfPossible();
    launched = await launchApp({ api: relay.url, userData });
    await setOsOnline(launched.app, false);
    tray = watcher ? await watcher.item() : null;
    await size(launched);
    await unlock(launched.page);
    await launched.page.keyboard.press('Control+n');
    const draftRowsRecovered = await readRecovered(launched.page);
    await show('recovered', 'Started again offline: the rows are there');
    keyboard = makeKeyboard(launched.page);
    // The cell still holds what had been typed of the minutes; typing on completes it.
    await keyboard.press('F2');
    await keyboard.press('End');
    await typeCell(launched.page, keyboard, started.typed.duration.slice(1));
    for (const { typed } of rest) await typeRow(launched.page, keyboard, typed);
    await show('filled', 'All rows are typed, three of them wrong');

    await keyboard.press('Control+s');
    await launched.page.getByRole('dialog').waitFor();
    await show('finish', 'Finishing: what is ready, what has to be mended');
    await keyboard.press('Enter');
    const first = await readRegistered(launched.page);
    await statusIs(launched.page, new RegExp(`^Uten nett\\. ${first} er lagret her`));
    await show('waiting', 'The good rows wait, the others stay');
    const right = plan.flatMap(({ mend }) => (mend === null ? [] : [mend]));
    await mendRows(launched.page, keyboard, right);
    await keyboard.press('Control+s');
    await statusIs(launched.page, new RegExp(`^Uten nett\\. ${first + right.length} er lagret her`));
    const registered = first + (await readRegistered(launched.page));
    keyPresses += keyboard.pressed();
    await show('all-waiting', 'Every row is registered, still offline');

    const lost = relay.loseNextAnswer('/v1/activities/mutations');
    relay.open();
    await setOsOnline(launched.app, true);
    await lost;
    tell('    the first answer was lost after the server had stored it');
    await statusIs(launched.page, /^Alt er sendt/, 90_000);
    if (tray) await trayIs(tray, /Alt er sendt/);
    await launched.page.getByRole('link', { name: 'Sending' }).click();
    await show('sent', 'Sent by itself: the server has said so');
    await launched.page.getByRole('link', { name: 'Registreringer' }).click();
    await launched.page.getByRole('grid').waitFor();
    await show('registrations', 'The registrations, each with its word');

    const found = await readDelivered(server, startedAt);
    return {
      registered,
      delivered: found.delivered,
      duplicated: found.duplicated,
      lost: Math.max(0, registered - found.delivered),
      differing: countDiffering([...roster, ...plan.map(({ expected }) => expected)], found.rows),
      draftRowsRecovered,
      kills: 1,
      answersLost: 1,
      keyPresses,
      seconds: Math.round((Date.now() - startedAt) / 1000),
      steps,
    };
  } catch (error) {
    await launched.page.screenshot({ path: join(folder, 'failed.png') }).catch(() => undefined);
    throw error;
  } finally {
    await launched.app.close().catch(() => undefined);
    watcher?.stop();
    await relay.close();
    await server.close();
  }
}

/** Where there is no session bus the tray cannot be read; the status bar says the same. */
function watchTrayIfPossible() {
  return process.env.DBUS_SESSION_BUS_ADDRESS ? watchTray() : Promise.resolve(null);
}
