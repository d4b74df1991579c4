import { expect, test } from 'vitest';
import { makeKeyLine } from '../../../src/renderer/screens/batch/key-line';
import type { KeyPress } from '../../../src/renderer/screens/batch/keys';

const key = (name: string): KeyPress => ({ key: name, ctrl: false, shift: false, alt: false });

/** Work that ends when told to. */
function holdable() {
  let end: () => void = () => {};
  const work = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { work, end: () => end() };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

test('leaves a key to the browser when nobody takes it', () => {
  const line = makeKeyLine(() => {});
  expect(line.press(key('a'), () => null)).toBe(false);
});

test('handles keys pressed during a save after it and in order, and types what nobody takes', async () => {
  const done: string[] = [];
  const line = makeKeyLine(({ key }) => done.push(`typed ${key}`));
  const save = holdable();
  expect(line.press(key('Enter'), () => save.work.then(() => done.push('saved')))).toBe(true);
  expect(line.press(key('7'), () => null)).toBe(true);
  expect(line.press(key('Tab'), async () => done.push('went on'))).toBe(true);
  expect(done).toEqual([]);
  save.end();
  await settled();
  expect(done).toEqual(['saved', 'typed 7', 'went on']);
});

test('asks a waiting key what it means only when its turn comes', async () => {
  const line = makeKeyLine(() => {});
  const save = holdable();
  let cell = 'left';
  line.press(key('Enter'), () => save.work.then(() => (cell = 'next')));
  const seen: string[] = [];
  line.press(key('x'), () => {
    seen.push(cell);
    return null;
  });
  save.end();
  await settled();
  expect(seen).toEqual(['next']);
});

test('leaves out work that no key began while a key is at work, and takes it again afterwards', async () => {
  const line = makeKeyLine(() => {});
  const save = holdable();
  const done: string[] = [];
  line.press(key('Enter'), () => save.work);
  line.run(async () => done.push('during'));
  save.end();
  await settled();
  line.run(async () => done.push('after'));
  await settled();
  expect(done).toEqual(['after']);
});
