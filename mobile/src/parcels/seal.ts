/**
 * Seals a file so that only the server can open it: an ephemeral P-256 key agrees on a secret with the server's,
 * HKDF makes an AES key of that, and the content goes into boxes one after the other. See docs/sneakernet.md.
 */

import { type Hash, sha256 } from '../core/sha256';
import { line, MEDIA_TYPE } from './format';
import type { Written } from './write';

const MAGIC = 'rembuk-segel 1\n';
const BOX = 64 * 1024;
const CURVE = { name: 'ECDH', namedCurve: 'P-256' };

/** The sealed file. `to` is the hex that the server answers as `seal_key`; `pair` only for the shared vector. */
export async function seal(file: Blob, to: string, pair?: CryptoKeyPair): Promise<Written> {
  const own = pair ?? (await crypto.subtle.generateKey(CURVE, false, ['deriveBits']));
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', own.publicKey));
  const named = new Uint8Array(await crypto.subtle.digest('SHA-256', bytesOf(to)));
  const heads = new TextEncoder().encode(MAGIC + line({ to: hexOf(named), key: hexOf(point) }));
  const key = await agree(own.privateKey, to, heads);
  const sums = sha256();
  const pieces = [take(sums, heads)];
  for (let at = 0, number = 0; at < file.size || number === 0; at += BOX, number += 1) {
    const content = await file.slice(at, at + BOX).arrayBuffer();
    const iv = nonce(number, at + BOX >= file.size);
    const box = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, content);
    pieces.push(take(sums, new Uint8Array(box)));
  }
  return { blob: new Blob(pieces, { type: MEDIA_TYPE }), sha256: sums.hex() };
}

/** A blob of its own for each box: the browser may keep it on disk, which memory for all at once may not last for. */
function take(sums: Hash, bytes: Uint8Array<ArrayBuffer>): Blob {
  sums.update(bytes);
  return new Blob([bytes]);
}

async function agree(own: CryptoKey, to: string, info: Uint8Array<ArrayBuffer>) {
  const theirs = await crypto.subtle.importKey('raw', bytesOf(to), CURVE, false, []);
  const secret = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, own, 256);
  const root = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
  return await crypto.subtle.deriveKey(hkdf, root, { name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
  ]);
}

/** Which box it is, and whether it is the last: none can change places or go missing. */
function nonce(number: number, last: boolean): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(12);
  new DataView(bytes.buffer).setUint32(7, number);
  bytes[11] = last ? 1 : 0;
  return bytes;
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
