/** The server reads the same files: tests/sync/test_bundles.py. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readParcel, writeParcel } from '../../src/parcels';
import type { Part } from '../../src/parcels/write';

const bytes = (base64: string) => Uint8Array.from(Buffer.from(base64, 'base64'));

describe.each(['bundle', 'bundle_packed'])('%s', (name) => {
  const vector = JSON.parse(readFileSync(`../tests/vectors/${name}.json`, 'utf8'));
  const parts: readonly Part[] = vector.parts.map(
    ({ said, data }: { said: Part['said']; data: string }) => ({
      said,
      data: new Blob([bytes(data)]),
    }),
  );

  test('the file that this phone writes is the file of the vector, byte by byte', async () => {
    const { blob, sha256 } = await writeParcel(vector.head, vector.bundle_key, parts);

    expect(Buffer.from(await blob.arrayBuffer())).toEqual(Buffer.from(vector.file, 'base64'));
    expect(sha256).toBe(vector.end.sha256);
  });

  test('and it is read as what it is', async () => {
    expect(await readParcel(new Blob([bytes(vector.file)]))).toEqual({
      ...vector.head,
      sha256: vector.end.sha256,
      villages: ['018f0000-0000-7000-8000-0000320509a6'],
      changes: 1,
      photos: 1,
    });
  });

  test('a signature with another key differs in nothing but the signature', async () => {
    const other = await writeParcel(vector.head, 'ff'.repeat(32), parts);
    const [mine, theirs] = [await other.blob.text(), Buffer.from(vector.file, 'base64').toString()];

    const unsigned = (text: string) => text.replace(/"hmac": "[0-9a-f]{64}"/, '');
    expect(unsigned(mine)).toBe(unsigned(theirs));
    expect(mine).not.toBe(theirs);
  });
});
