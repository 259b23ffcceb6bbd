import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { sha256 } from '../../src/core/sha256';

const right = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');

test('every length around the edges of a block', () => {
  for (let length = 0; length < 200; length += 1) {
    const data = Uint8Array.from({ length }, (_, i) => (i * 37 + length) & 255);
    const hash = sha256();
    hash.update(data);
    expect(hash.hex()).toBe(right(data));
  }
});

test('however it is cut, it is the same, and one may look in between', () => {
  const data = Uint8Array.from({ length: 70_000 }, (_, i) => (i * i) & 255);
  for (const step of [1, 63, 64, 65, 1000, 65_536]) {
    const hash = sha256();
    for (let at = 0; at < data.length; at += step) {
      hash.update(data.subarray(at, at + step));
      if (at === step * 3) expect(hash.hex()).toBe(right(data.subarray(0, at + step)));
    }
    expect(hash.hex()).toBe(right(data));
  }
});
