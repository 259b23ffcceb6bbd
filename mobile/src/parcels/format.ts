/** Format 1 of the file that is carried by hand: its words. See docs/sneakernet.md. */

import type { Hash } from '../core/sha256';
import type { Uuid } from '../core/types';

export const MAGIC = 'rembuk-kiriman ';
export const VERSION = 1;
export const LONGEST_LINE = 2048;
export const MOST_PARTS = 10_000;
export const MOST_CHANGES = 1000;
/** Of one exchange part, inflated. */
export const MOST_BYTES = 8 * 1024 * 1024;
/** Of a whole file. */
export const LARGEST = 256 * 1024 * 1024;
export const MEDIA_TYPE = 'application/octet-stream';
const READ_AT_ONCE = 256 * 1024;

/** The phone that wrote the file, and its person. */
export interface Head {
  readonly device: Uuid;
  readonly user: Uuid;
  readonly made_at: string;
  /** What the person is called, for whoever carries the file. */
  readonly name?: string;
}

export interface ExchangeSaid {
  readonly part: 'exchange';
  readonly encoding?: 'gzip';
}

export interface FileSaid {
  readonly part: 'file';
  readonly sha256: string;
  readonly media_type: string;
  readonly village: Uuid;
}

export interface End {
  readonly part: 'end';
  readonly parts: number;
  readonly sha256: string;
  readonly hmac: string;
}

/** Hears how many bytes are done; may stop the work by its signal. */
export interface Watch {
  readonly onBytes?: (bytes: number) => void;
  readonly signal?: AbortSignal;
}

/** An object without objects in it, as one line. */
export function line(said: object): string {
  const members = Object.entries(said).map(
    ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  return `{${members.join(', ')}}\n`;
}

/** Feeds the bytes of a blob to the hashes, a little at a time. */
export async function pour(blob: Blob, hashes: readonly Hash[], watch: Watch): Promise<void> {
  for (let at = 0; at < blob.size; at += READ_AT_ONCE) {
    watch.signal?.throwIfAborted();
    const bytes = new Uint8Array(await blob.slice(at, at + READ_AT_ONCE).arrayBuffer());
    for (const hash of hashes) hash.update(bytes);
    watch.onBytes?.(bytes.length);
  }
}
