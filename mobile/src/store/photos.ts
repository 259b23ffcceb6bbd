/** Photos: the record and its bytes, saved together and kept until the server has verified them. */

import type { Doc, Uuid } from '../core/types';
import type { FileRecord, Reading, StoredRow, Tx } from './database';
import { type Pen, saveEdit } from './edits';

export interface Picture {
  readonly bytes: ArrayBuffer;
  readonly sha256: string;
  readonly media_type: string;
}

/** Reads and fingerprints a picture, before any transaction is open. */
export async function develop(blob: Blob): Promise<Picture> {
  const bytes = await blob.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { bytes, sha256, media_type: blob.type };
}

export async function savePhoto(
  tx: Tx,
  pen: Pen,
  village: Uuid,
  set: Doc,
  { bytes, sha256, media_type }: Picture,
): Promise<StoredRow> {
  const id = pen.newId();
  const size = bytes.byteLength;
  await tx.objectStore('files').put({
    id,
    village,
    sha256,
    size,
    media_type,
    state: 'waiting',
    offset: 0,
    tries: 0,
  });
  await tx.objectStore('blobs').put(bytes, id);
  return await saveEdit(tx, pen, {
    kind: 'photo',
    village,
    id,
    set: { ...set, sha256, size, media_type },
  });
}

export async function photoBytes(tx: Reading, id: Uuid): Promise<Blob | undefined> {
  const bytes = await tx.objectStore('blobs').get(id);
  const file = await tx.objectStore('files').get(id);
  return bytes && file ? new Blob([bytes], { type: file.media_type }) : undefined;
}

/**
 * The photos whose bytes may go now: their record is acknowledged (text before photos) and no earlier
 * failure asks for patience.
 */
export async function dueFiles(tx: Reading, now: number): Promise<readonly FileRecord[]> {
  const files = await waitingFiles(tx);
  const due: FileRecord[] = [];
  for (const file of files) {
    const row = await tx.objectStore('rows').get(['photo', file.id]);
    if (row && row.version > 0 && !row.pending && (file.not_before ?? 0) <= now) due.push(file);
  }
  return due;
}

export async function waitingFiles(tx: Reading): Promise<readonly FileRecord[]> {
  return (await tx.objectStore('files').getAll()).filter((file) => file.state === 'waiting');
}

/** Notes how far a photo has come; a photo that was removed meanwhile stays removed. */
export async function noteFile(tx: Tx, id: Uuid, news: Partial<FileRecord>): Promise<void> {
  const file = await tx.objectStore('files').get(id);
  if (file) await tx.objectStore('files').put({ ...file, ...news });
}
