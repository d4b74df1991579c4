import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type TrayView, trayView } from '../../../../src/main/tray/tray-view';
import { windowTitle } from '../../../../src/main/window/window-title';
import type { Language } from '../../../../src/shared/contracts/ipc';
import type { Status, StatusKind } from '../../../../src/shared/contracts/status';
import { computeStatus } from '../../../../src/shared/rules/compute-status';
import { dayMs, decideNotification, shownPerDay } from '../../../../src/shared/rules/decide-notification';
import { notificationText } from '../../../../src/shared/rules/notification-text';
import { statusText } from '../../../../src/shared/rules/status-text';
import { happen, newWorld, statusFactsOf, type World, waitFactsOf, worldEvent } from './person-world';

const appName = 'Feltbok';
const allSent: Record<Language, RegExp> = {
  nb: /alt er sendt|registrering(er)? er sendt/i,
  nn: /alt er sendt|registrering(ar)? er send/i,
  en: /everything (is )?sent|has been sent|have been sent/i,
};
/** States whose sentence says how many; the others name times or nothing. */
const counting: StatusKind[] = ['attention', 'auth_needed', 'offline_pending', 'paused'];

/** What everybody can read at one moment: status bar, tray, title, and what the operating system shows, if anything. */
type Surfaces = {
  status: Status;
  bar: string;
  tray: TrayView;
  title: string;
  shown: { kind: StatusKind; text: string } | null;
};

function draw(world: World, language: Language): Surfaces {
  const { nowMs } = world;
  const status = computeStatus(statusFactsOf(world));
  const decided = decideNotification({
    status,
    facts: waitFactsOf(world),
    locked: false,
    silent: world.isFocused || world.isQuiet,
    memory: world.memory,
    nowMs,
  });
  world.memory = JSON.parse(JSON.stringify(decided.memory));
  const { notification } = decided;
  const text = notification && notificationText(notification, { status, language, appName, nowMs });
  return {
    status,
    bar: statusText(status, language, nowMs),
    tray: trayView({ status, language, appName, ready: true, nowMs }),
    title: windowTitle(appName, status),
    shown: notification && text && { kind: notification.kind, text: `${text.title}: ${text.body}` },
  };
}

/** In words, where the surfaces contradict each other; empty when they agree. */
function contradictions({ status, bar, tray, title, shown }: Surfaces, world: World): string[] {
  const [first] = tray.menu;
  const attention = tray.menu.find((entry) => entry.kind === 'action' && entry.action === 'show_attention');
  const needsHer = world.needing + world.drafts > 0 || world.facts.heldDeletes;
  const counts = counting.includes(status.kind) && status.because !== 'held_deletes';
  return [
    tray.icon === status.kind || 'the icon',
    tray.tooltip === `${appName}: ${bar}` || 'the tooltip',
    (first?.kind === 'text' && first.label === bar) || 'the first line of the menu',
    title === (status.count > 0 ? `${appName} (${status.count})` : appName) || 'the title',
    !counts || Number(/\d+/.exec(bar)?.[0] ?? 0) === status.count || 'the number in the sentence',
    (attention?.kind === 'action' && attention.enabled === needsHer) || 'the entry for what needs her',
    !shown || shown.kind === status.kind || 'the state of the notification',
    !shown || shown.kind === 'synced' || shown.text.includes(bar.replace(/\.$/, '')) || 'its text',
    !shown || !(world.isFocused || world.isQuiet) || 'a notification that nobody wanted',
  ].filter((found) => found !== true);
}

/** Whether "all sent" is said anywhere while something waits somewhere. */
function isUntrue({ bar, tray, title, shown }: Surfaces, world: World, language: Language): boolean {
  const labels = tray.menu.map((entry) => (entry.kind === 'line' ? '' : entry.label));
  const said = [bar, tray.tooltip, title, shown?.text ?? '', ...labels].some((text) =>
    allSent[language].test(text),
  );
  const { waiting, needing, drafts, facts } = world;
  return (
    said && (waiting.length + needing + drafts > 0 || facts.heldDeletes || facts.storageProblem !== null)
  );
}

const sequences = fc.tuple(
  fc.constantFrom<Language>('nb', 'nn', 'en'),
  fc.array(worldEvent, { minLength: 1, maxLength: 30 }),
);
const numRuns = Number(process.env.PROPERTY_RUNS ?? 10_000);

it('status bar, tray, title and notification agree, and say "all sent" only when nothing waits anywhere', () => {
  fc.assert(
    fc.property(sequences, ([language, events]) => {
      const world = newWorld();
      const shownAt = new Map<StatusKind, number[]>();
      for (const event of events) {
        happen(world, event);
        const surfaces = draw(world, language);
        const found = contradictions(surfaces, world);
        if (found.length > 0) throw new Error(`They contradict each other in ${found.join(', ')}.`);
        if (isUntrue(surfaces, world, language)) throw new Error('"All sent" is not true.');
        if (draw(world, language).shown) throw new Error('It is shown twice.');
        if (!surfaces.shown) continue;
        const times = [...(shownAt.get(surfaces.shown.kind) ?? []), world.nowMs];
        shownAt.set(surfaces.shown.kind, times);
        const inOneDay = times.filter((at) => world.nowMs - at < dayMs).length;
        if (inOneDay > shownPerDay) throw new Error(`${inOneDay} are shown in a day.`);
      }
    }),
    { numRuns },
  );
});

it('taking a notice away changes nothing that anybody is shown', () => {
  fc.assert(
    fc.property(sequences, fc.nat(5), ([language, events], index) => {
      const kept = newWorld();
      const dismissed = newWorld();
      for (const event of events) {
        happen(kept, event);
        happen(dismissed, event);
        happen(dismissed, { kind: 'dismisses', index });
        expect(JSON.stringify(draw(dismissed, language))).toBe(JSON.stringify(draw(kept, language)));
      }
    }),
    { numRuns: Math.min(numRuns, 1000) },
  );
});
