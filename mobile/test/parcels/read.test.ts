/** Looking into a colleague's file before it is carried. */

import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readParcel, writeParcel } from '../../src/parcels';
import type { Part } from '../../src/parcels/write';
import { CANGKUANG, NGUMBUL } from '../server';

const HEAD = {
  device: '0192f0c1-6f4e-7d31-9a53-0d4a3f0f5b11',
  user: '0192e001-1111-7222-8333-444455556666',
  made_at: '2026-11-23T10:05:00+07:00',
  name: 'Siti Aminah',
};
const KEY = '00'.repeat(32);

const requestOf = (...villages: readonly string[]) =>
  JSON.stringify({ device: HEAD.device, changes: villages.map((village) => ({ village })) });
const exchange = (text: string): Part => ({ said: { part: 'exchange' }, data: new Blob([text]) });
const packed = (data: Uint8Array<ArrayBuffer>): Part => ({
  said: { part: 'exchange', encoding: 'gzip' },
  data: new Blob([data]),
});
const photo = (village: string): Part => ({
  said: { part: 'file', sha256: 'a'.repeat(64), media_type: 'image/webp', village },
  data: new Blob([new Uint8Array(300_000).fill(9)]),
});

async function file(...parts: readonly Part[]): Promise<Uint8Array<ArrayBuffer>> {
  const { blob } = await writeParcel(HEAD, KEY, parts);
  return new Uint8Array(await blob.arrayBuffer());
}

const GZIPPED = () => Uint8Array.from(gzipSync(requestOf(NGUMBUL)));

test('whose it says it is, of which villages, and how much is in it', async () => {
  const bytes = await file(
    exchange(requestOf(CANGKUANG, CANGKUANG)),
    packed(GZIPPED()),
    photo(CANGKUANG),
    photo(CANGKUANG),
  );

  expect(await readParcel(new Blob([bytes]))).toEqual({
    ...HEAD,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    villages: [CANGKUANG, NGUMBUL],
    changes: 3,
    photos: 2,
  });
});

test('one altered byte anywhere is found', async () => {
  const bytes = await file(exchange(requestOf(CANGKUANG)), photo(CANGKUANG));
  // The signature itself only the server can check: its place is the end of the last line.
  const signed = bytes.length - '"hmac": "…64…"}'.length - 62;
  const places = [20, 60, 120, 200, 260, 400, 700, 100_000, bytes.length - 200].filter(
    (place) => place < signed,
  );

  for (const place of places) {
    const changed = bytes.slice();
    changed[place] = (changed[place] ?? 0) ^ 1;
    expect([place, await readParcel(new Blob([changed]))]).toEqual([place, 'broken']);
  }
});

test('cut anywhere, or with something behind it, it is broken', async () => {
  const bytes = await file(exchange(requestOf(CANGKUANG)), photo(CANGKUANG));

  for (const length of [18, 100, 250, 400, 5000, bytes.length - 150, bytes.length - 1]) {
    expect([length, await readParcel(new Blob([bytes.slice(0, length)]))]).toEqual([
      length,
      'broken',
    ]);
  }
  expect(await readParcel(new Blob([bytes, 'x']))).toBe('broken');
});

test.each([
  ['a photo of a cat', new Blob([new Uint8Array([0xff, 0xd8, 0xff, 10, 1])]), 'other'],
  ['nothing', new Blob([]), 'other'],
  ['words', new Blob(['rembuk-kiriman satu\n{}\n']), 'other'],
  ['no line end', new Blob(['rembuk-kiriman 1']), 'other'],
  ['a later format', new Blob(['rembuk-kiriman 2\n{}\n']), 'newer'],
  ['a head that is none', new Blob(['rembuk-kiriman 1\n[]\n']), 'broken'],
  ['a head of nobody', new Blob(['rembuk-kiriman 1\n{"device": 1}\n']), 'broken'],
] as const)('%s is not carried', async (_what, blob, fault) => {
  expect(await readParcel(blob)).toBe(fault);
});

test('a part that is no exchange, or swells beyond measure, is broken', async () => {
  const bomb = Uint8Array.from(gzipSync(`${' '.repeat(9 * 1024 * 1024)}{"changes": []}`));
  for (const part of [
    exchange('{"changes": 1}'),
    exchange('no json'),
    packed(Uint8Array.from([1, 2, 3])),
    packed(bomb),
  ]) {
    expect(await readParcel(new Blob([await file(part)]))).toBe('broken');
  }
});

test('a file larger than any server takes is told before it is read', async () => {
  const bytes = await file(exchange(requestOf(CANGKUANG)));
  const huge = new Blob([bytes]);
  Object.defineProperty(huge, 'size', { value: 256 * 1024 * 1024 + 1 });

  expect(await readParcel(huge)).toBe('large');
});

test('progress is told, and it can be stopped', async () => {
  const blob = new Blob([await file(photo(CANGKUANG), photo(CANGKUANG))]);
  const stopper = new AbortController();
  let told = 0;

  const reading = readParcel(blob, {
    signal: stopper.signal,
    onBytes: (bytes) => {
      told += bytes;
      stopper.abort();
    },
  });

  await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  expect(told).toBeGreaterThan(0);
});
