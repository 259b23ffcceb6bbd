/** The camera's own files: kept beside the small photos, sent on Wi-Fi, the first to go where room is short. */

import type { Uuid } from '../core/types';
import type { Reading, Tx } from './database';
import type { FileRecord } from './layout';
import type { Picture } from './types';

const MARK = '+';
const ASKED_MS = 10 * 60 * 1000;

export function originalOf(photo: Uuid): Uuid {
  return photo + MARK;
}

/** The photo that a file belongs to, be it the small picture or the original. */
export function photoOf(file: Uuid): Uuid {
  return file.replace(MARK, '');
}

export async function putOriginal(
  tx: Tx,
  photo: Uuid,
  village: Uuid,
  { bytes, sha256, media_type }: Picture,
): Promise<void> {
  const id = originalOf(photo);
  const size = bytes.byteLength;
  const way = { state: 'original', offset: 0, tries: 0 } as const;
  await tx.objectStore('files').put({ id, village, sha256, size, media_type, ...way });
  await tx.objectStore('blobs').put(bytes, id);
}

type Telling = { readonly connection?: { readonly type?: string } };

/** What the browser says of the line; many say nothing. */
export function lineType(): string | undefined {
  return (globalThis.navigator as Telling | undefined)?.connection?.type;
}

/** An original goes while the line is known to cost nothing or, where nobody knows, soon after it was asked for. */
export function mayGo({ state, asked_until = 0 }: FileRecord, now: number): boolean {
  const line = lineType();
  if (state !== 'original' || line === 'wifi' || line === 'ethernet') return true;
  return !line && asked_until > now && asked_until <= now + ASKED_MS;
}

/** Lets all originals go now. */
export async function askOriginals(tx: Tx, now: number): Promise<void> {
  for (const file of await tx.objectStore('files').getAll()) {
    if (file.state === 'original')
      await tx.objectStore('files').put({ ...file, asked_until: now + ASKED_MS, not_before: 0 });
  }
}

/** How it stands with the original of a photo; undefined: this phone has none (any more). */
export async function originalState(tx: Reading, photo: Uuid): Promise<string | undefined> {
  return (await tx.objectStore('files').get(originalOf(photo)))?.state;
}
