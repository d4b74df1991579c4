import { expect, test } from 'vitest';
import { placePopover } from '../../../../src/main/window/place-popover';

const size = { width: 380, height: 430 };
const workArea = { x: 100, y: 40, width: 1920, height: 1000 };
const at = { x: 1900, y: 1000 };
const icon = (x: number, y: number) => ({ x, y, width: 24, height: 24 });

test.each([
  ['under an icon at the top', icon(1000, 10), { x: 822, y: 42 }],
  ['over an icon at the bottom', icon(1000, 1045), { x: 822, y: 607 }],
  ['inside the screen beside an icon in the corner', icon(2010, 1045), { x: 1640, y: 607 }],
  ['in the corner of the pointer without an icon', null, { x: 1632, y: 602 }],
])('stands %s', (_, anchor, expected) => {
  expect(placePopover(size, { anchor, at, workArea })).toEqual(expected);
});

test('stands at the edge of a screen that is too small for it', () => {
  const small = { x: 0, y: 0, width: 320, height: 256 };
  expect(placePopover(size, { anchor: icon(300, 240), at, workArea: small })).toEqual({ x: 0, y: 0 });
});
