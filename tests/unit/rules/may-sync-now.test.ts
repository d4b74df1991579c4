import { describe, expect, it, test } from 'vitest';
import { triggers } from '../../../src/shared/contracts/lines';
import { clockTime, dayDate } from '../../../src/shared/rules/format-time';
import { freeHabits, heldBy, maySyncNow } from '../../../src/shared/rules/may-sync-now';
import { pauseEnd, untilTold } from '../../../src/shared/rules/pause-end';

/** A moment by the clock of Oslo in winter, one hour ahead of UTC. */
const at = (time: string) => Date.parse(`2026-11-22T${time}:00+01:00`);
const between = (from: string, to: string) => ({ ...freeHabits, hours: { from, to } });

describe('maySyncNow', () => {
  it.each([
    ['07:00', '17:00', '06:59', 'hours'],
    ['07:00', '17:00', '07:00', null],
    ['07:00', '17:00', '16:59', null],
    ['07:00', '17:00', '17:00', 'hours'],
    ['22:00', '06:00', '23:30', null],
    ['22:00', '06:00', '05:59', null],
    ['22:00', '06:00', '06:00', 'hours'],
    ['07:00', '07:00', '03:00', null],
  ])('from %s to %s, at %s: held by %s', (from, to, time, held) => {
    expect(heldBy(between(from, to), at(time))).toBe(held);
  });

  it.each(triggers)(
    'lets %s through when nothing has been chosen, and only what is asked for otherwise',
    (trigger) => {
      const choices = [{ ...freeHabits, onlyWhenAsked: true }, between('07:00', '08:00')];
      expect(maySyncNow(trigger, freeHabits, at('03:00'))).toBe(true);
      for (const habits of choices) expect(maySyncNow(trigger, habits, at('03:00'))).toBe(trigger === 'now');
    },
  );
});

describe('pauseEnd', () => {
  const shown = (now: string) => {
    const end = pauseEnd('tomorrow', Date.parse(now));
    return `${dayDate(end)} ${clockTime(end, 'en')}`;
  };

  it('is seven in the morning of the next day in Oslo, also where the clocks change in between', () => {
    expect(shown('2026-11-22T09:00:00+01:00')).toBe('23.11.2026 07:00');
    expect(shown('2026-11-22T23:59:00+01:00')).toBe('23.11.2026 07:00');
    expect(shown('2026-07-31T00:30:00+02:00')).toBe('01.08.2026 07:00');
    expect(shown('2026-03-28T12:00:00+01:00')).toBe('29.03.2026 07:00');
    expect(shown('2026-10-24T12:00:00+02:00')).toBe('25.10.2026 07:00');
    expect(shown('2026-12-31T12:00:00+01:00')).toBe('01.01.2027 07:00');
  });

  test('an hour is an hour, and until told is a moment that a date can still name', () => {
    expect(pauseEnd('hour', 5)).toBe(3_600_005);
    expect(new Date(pauseEnd('until_told', 5)).getTime()).toBe(untilTold);
  });
});
