import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type TrayView, trayView } from '../../../../src/main/tray/tray-view';
import { type Status, statusKinds } from '../../../../src/shared/contracts/status';
import { statusText } from '../../../../src/shared/rules/status-text';

const nowMs = Date.UTC(2026, 10, 21, 12);
const icons = resolve(import.meta.dirname, '../../../../resources/icons/tray');

const calm: Status = {
  kind: 'synced',
  because: null,
  storageProblem: null,
  count: 0,
  waiting: 0,
  needsPerson: 0,
  drafts: 0,
  done: 0,
  total: 0,
  firstDownload: null,
  retryAt: null,
  pausedUntil: null,
  lastSyncedAt: nowMs,
  connectivity: 'online',
};
const view = (changes: Partial<Status>, ready = true): TrayView =>
  trayView({ status: { ...calm, ...changes }, language: 'nb', appName: 'Feltbok', ready, nowMs });
const enabled = ({ menu }: TrayView) =>
  menu.flatMap((entry) => (entry.kind === 'action' && entry.enabled ? [entry.action] : []));

describe('trayView', () => {
  for (const language of ['nb', 'nn', 'en'] as const) {
    it.each(statusKinds)(`says %s in the words of the status bar (${language})`, (kind) => {
      const status: Status = {
        ...calm,
        kind,
        because: kind === 'attention' ? 'needs_person' : null,
        count: 3,
      };
      const { icon, tooltip, menu } = trayView({ status, language, appName: 'Feltbok', ready: true, nowMs });
      const sentence = statusText(status, language, nowMs);
      expect(tooltip).toBe(`Feltbok: ${sentence}`);
      expect(menu[0]).toEqual({ kind: 'text', label: sentence });
      for (const pixels of [16, 22, 24, 32, 44, 48])
        expect(existsSync(`${icons}/${icon.replaceAll('_', '-')}-${pixels}.png`)).toBe(true);
    });
  }

  it('has its entries in the same order in every state', () => {
    const order = (shown: TrayView) =>
      shown.menu.flatMap((entry) => (entry.kind === 'action' ? [entry.action] : []));
    const pauses = ['pause_hour', 'pause_tomorrow', 'pause_until_told'];
    const first = ['open', 'status', 'new_session', 'send_now', 'show_attention'];
    const expected = [...first, ...pauses, 'about', 'quit'];
    expect(order(view({}))).toEqual(expected);
    expect(order(view({ kind: 'db_error' }, false))).toEqual(expected);
    expect(order(view({ kind: 'paused', pausedUntil: nowMs + 1 }))).toEqual([
      ...first,
      'resume',
      'about',
      'quit',
    ]);
  });

  it('offers the other profiles by number and app, before quitting', () => {
    const { menu } = trayView({
      status: calm,
      language: 'nb',
      appName: 'Feltbok',
      ready: false,
      otherProfiles: [{ id: 'p2', number: 2, appName: 'Feltbok Syn' }],
      nowMs,
    });
    expect(menu).toContainEqual({
      kind: 'action',
      action: 'profile:p2',
      label: 'Bytt til profil 2 (Feltbok Syn)',
      enabled: true,
    });
  });

  it('offers nothing but opening and quitting before somebody has signed in', () => {
    expect(enabled(view({ kind: 'auth_needed' }, false))).toEqual(['open', 'status', 'about', 'quit']);
  });

  it('does not offer to send during a pause, which is absolute', () => {
    expect(enabled(view({ kind: 'paused', pausedUntil: nowMs + 1 }))).not.toContain('send_now');
  });

  it('counts what needs the person, rows that are not finished too', () => {
    const shown = view({ kind: 'attention', because: 'needs_person', count: 2, needsPerson: 2, drafts: 1 });
    expect(shown.menu).toContainEqual({
      kind: 'action',
      action: 'show_attention',
      label: 'Vis det som trenger deg (3)',
      enabled: true,
    });
  });
});
