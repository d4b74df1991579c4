import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSealer, deriveFrameKey, readFrames } from '../../../../src/main/database/sealed-frames';

const key = deriveFrameKey(randomBytes(32));
const seal = createSealer(key);
const frames = ['one', 'two', 'three', 'four'].map((content, index) => seal(index + 1, content));
const whole = Buffer.concat(frames);
const read = (bytes: Buffer) => readFrames(bytes, key);

test('reads what was sealed, in order, and says that nothing is missing', () => {
  expect(read(whole)).toEqual({ contents: ['one', 'two', 'three', 'four'], isWhole: true });
});

test('loses one frame, not the rest, to a flip of any bit', () => {
  for (let bit = 0; bit < whole.length * 8; bit += 1) {
    const bytes = Buffer.from(whole);
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const { contents, isWhole } = read(bytes);
    expect([bit, contents.length, isWhole]).toEqual([bit, 3, false]);
  }
});

test('reads everything before a cut', () => {
  for (let length = 0; length < whole.length; length += 1) {
    const complete = frames.filter((_frame, index) => {
      return Buffer.concat(frames.slice(0, index + 1)).length <= length;
    });
    expect(read(whole.subarray(0, length)).contents.length).toBe(complete.length);
  }
});

test('says that a frame was taken out or moved', () => {
  const [one, two, three, four] = frames as [Buffer, Buffer, Buffer, Buffer];
  expect(read(Buffer.concat([one, three, four])).isWhole).toBe(false);
  expect(read(Buffer.concat([one, three, two, four])).isWhole).toBe(false);
});

test('uses no nonce twice', () => {
  const nonces = Array.from({ length: 1000 }, () => seal(1, null).subarray(12, 24).toString('hex'));
  expect(new Set(nonces).size).toBe(nonces.length);
});

test('opens nothing with another key', () => {
  expect(readFrames(whole, deriveFrameKey(randomBytes(32))).contents).toEqual([]);
});
