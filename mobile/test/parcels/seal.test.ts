/** The server opens the same files: tests/sync/test_sealed.py. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { seal } from '../../src/parcels';

const vector = JSON.parse(readFileSync('../tests/vectors/sealed.json', 'utf8'));
const CURVE = { name: 'ECDH', namedCurve: 'P-256' };

async function pair(): Promise<CryptoKeyPair> {
  const { d: _, ...open } = vector.ephemeral;
  return {
    privateKey: await crypto.subtle.importKey('jwk', vector.ephemeral, CURVE, false, [
      'deriveBits',
    ]),
    publicKey: await crypto.subtle.importKey('jwk', open, CURVE, true, []),
  };
}

const sealed = async (bytes: Uint8Array<ArrayBuffer>) =>
  await seal(new Blob([bytes]), vector.seal_key, await pair());

test('what this phone seals is the file of the vector, byte by byte', async () => {
  const { blob, sha256 } = await sealed(Uint8Array.from(Buffer.from(vector.bundle.file, 'base64')));

  const bytes = Buffer.from(await blob.arrayBuffer());
  expect(bytes.toString('base64')).toBe(vector.bundle.sealed);
  expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
});

test.each(vector.counted as { size: number; sealed_size: number; sealed_sha256: string }[])(
  'also where it takes several boxes, or fills one to the last byte: $size',
  async ({ size, sealed_size, sealed_sha256 }) => {
    const { blob, sha256 } = await sealed(Uint8Array.from({ length: size }, (_, at) => at % 251));

    expect([blob.size, sha256]).toEqual([sealed_size, sealed_sha256]);
  },
);

test('no two seals are alike', async () => {
  const twice = await Promise.all(
    [1, 2].map(async () => (await seal(new Blob(['rahasia']), vector.seal_key)).sha256),
  );

  expect(twice[0]).not.toBe(twice[1]);
});
