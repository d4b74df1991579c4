import { expect, test } from 'vitest';
import { firstSettings, readChoice, type SettingsFile } from '../../../../src/main/settings/settings-file';

const names = Object.keys(firstSettings) as (keyof SettingsFile)[];

test('each choice is read as it was kept', () => {
  const kept: SettingsFile = {
    language: 'nn',
    theme: 'dark',
    contrast: 'high',
    textSize: 150,
    practised: true,
    bounds: { x: -3, y: 8, width: 1280, height: 800 },
    quiet: true,
    notified: { attention: { mark: 'a', at: 5, shown: [5] }, synced: { mark: null, at: 0, shown: [] } },
    lastHousekeepingAt: 7,
    autostartBegun: true,
    sending: { onlyWhenAsked: true, metered: true, hours: { from: '07:00', to: '16:30' } },
    lockAfter: 15,
    trailHead: { chain: 'c', number: 4, hash: 'h' },
    tables: ['types'],
  };
  const file = JSON.parse(JSON.stringify(kept)) as Record<string, unknown>;
  expect(Object.fromEntries(names.map((name) => [name, readChoice(name, file[name])]))).toEqual(kept);
});

test('a choice in another shape, or none, is as at first', () => {
  for (const name of names)
    for (const strange of [undefined, 'grønn', 17, ['x'], { width: 1 }])
      expect(readChoice(name, strange)).toEqual(
        name === 'lastHousekeepingAt' && strange === 17 ? strange : firstSettings[name],
      );
});

test('habits that were kept before there were networks that cost money have none', () => {
  expect(readChoice('sending', { onlyWhenAsked: true, hours: null })).toEqual({
    onlyWhenAsked: true,
    metered: false,
    hours: null,
  });
});
