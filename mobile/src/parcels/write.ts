/** Writes and signs the file, part by part: never more than one photo of it is in memory. */

import { sha256 } from '../core/sha256';
import {
  type ExchangeSaid,
  type FileSaid,
  type Head,
  line,
  MAGIC,
  MEDIA_TYPE,
  pour,
  VERSION,
  type Watch,
} from './format';

export interface Part {
  readonly said: ExchangeSaid | FileSaid;
  readonly data: Blob;
}

export interface Written {
  readonly blob: Blob;
  readonly sha256: string;
}

/** The whole file. `key` is the hex that the sign-in answered as `bundle_key`. */
export async function writeParcel(
  head: Head,
  key: string,
  parts: AsyncIterable<Part> | Iterable<Part>,
  watch: Watch = {},
): Promise<Written> {
  const pieces: Blob[] = [];
  const sums = sha256();
  const add = async (piece: Blob) => {
    await pour(piece, [sums], watch);
    pieces.push(piece);
  };
  await add(new Blob([`${MAGIC}${VERSION}\n`, line(head)]));
  let count = 0;
  for await (const { said, data } of parts) {
    await add(new Blob([line({ ...said, size: data.size })]));
    await add(data);
    await add(new Blob(['\n']));
    count += 1;
  }
  const checksum = sums.hex();
  const hmac = await sign(key, checksum);
  pieces.push(new Blob([line({ part: 'end', parts: count, sha256: checksum, hmac })]));
  return { blob: new Blob(pieces, { type: MEDIA_TYPE }), sha256: checksum };
}

async function sign(key: string, text: string): Promise<string> {
  const bytes = Uint8Array.from(key.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const signer = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign']);
  const signature = await crypto.subtle.sign('HMAC', signer, new TextEncoder().encode(text));
  return [...new Uint8Array(signature)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
