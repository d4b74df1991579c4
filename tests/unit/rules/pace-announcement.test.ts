import { describe, expect, it } from 'vitest';
import { announceEveryMs, paceAnnouncement } from '../../../src/shared/rules/pace-announcement';

const said = { text: 'Sender 1 av 30', atMs: 10_000 };

describe('paceAnnouncement', () => {
  it('tells the first sentence at once', () => {
    expect(paceAnnouncement('Alt er sendt.', { text: '', atMs: null }, 10_000)).toBe(0);
  });

  it('tells nothing that was told', () => {
    expect(paceAnnouncement(said.text, said, 60_000)).toBeNull();
  });

  it('tells a change at once when nothing was told for five seconds', () => {
    expect(paceAnnouncement('Alt er sendt.', said, 15_000)).toBe(0);
  });

  it('lets a change wait until five seconds have passed', () => {
    expect(paceAnnouncement('Sender 2 av 30', said, 10_001)).toBe(announceEveryMs - 1);
  });

  it('tells one sentence in each five seconds, and the last, of a status that changes ten times a second', () => {
    const told: { text: string; atMs: number | null }[] = [{ text: '', atMs: null }];
    let due: number | null = null;
    for (let nowMs = 0; nowMs <= 30_000; nowMs += 10) {
      const wanted = nowMs < 18_000 ? `Sender ${Math.floor(nowMs / 100)} av 180` : 'Alt er sendt.';
      const inMs = paceAnnouncement(wanted, told.at(-1) ?? said, nowMs);
      due = inMs === null ? null : nowMs + inMs;
      if (due !== null && due <= nowMs) told.push({ text: wanted, atMs: nowMs });
    }
    const times = told.flatMap(({ atMs }) => (atMs === null ? [] : [atMs]));
    const pauses = times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(announceEveryMs);
    expect(told.at(-1)?.text).toBe('Alt er sendt.');
  });

  it('never waits longer than five seconds, also when the clock was set back', () => {
    expect(paceAnnouncement('Alt er sendt.', said, 0)).toBe(announceEveryMs);
  });
});
