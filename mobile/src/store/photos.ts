/** Photos: the record and its bytes, saved together and kept until the server has verified them. */

import type { Doc, Uuid } from '../core/types';
import { giveOriginals, layReserve, type Reading, type Tx } from './database';
import { type Pen, saveEdit } from './edits';
import type { FileRecord, StoredRow } from './layout';
import type { Memory } from './memory';
import { mayGo, photoOf, putOriginal } from './originals';
import { type PhotoWay, type Picture, STORAGE_FULL } from './types';

/** Longer than any wait that this app orders; a clock that was set back must not hold a photo for ever. */
const MOST_WAIT_MS = 10 * 60 * 1000;

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
  original?: Picture,
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
  if (original) await putOriginal(tx, id, village, original);
  return await saveEdit(tx, pen, {
    kind: 'photo',
    village,
    id,
    set: { ...set, sha256, size, media_type, ...(original && { original: original.sha256 }) },
  });
}

export async function photoBytes(tx: Reading, id: Uuid): Promise<Blob | undefined> {
  const bytes = await tx.objectStore('blobs').get(id);
  const file = await tx.objectStore('files').get(id);
  return bytes && file ? new Blob([bytes], { type: file.media_type }) : undefined;
}

/**
 * The photos whose bytes may go now: their record is acknowledged (text before photos) and no earlier
 * failure asks for patience. What failed most comes last, so that a stuck one holds up no other; originals
 * come after all photos, and only while the line costs nothing.
 */
export async function dueFiles(tx: Reading, now: number): Promise<readonly FileRecord[]> {
  const due: FileRecord[] = [];
  for (const file of await tx.objectStore('files').getAll()) {
    if (file.state === 'verified' || !mayGo(file, now)) continue;
    const row = await tx.objectStore('rows').get(['photo', photoOf(file.id)]);
    if (row && row.version > 0 && !row.pending && !mustWait(file, now)) due.push(file);
  }
  // By the alphabet, `original` comes before `waiting`.
  return due.sort((a, b) => b.state.localeCompare(a.state) || a.tries - b.tries);
}

function mustWait({ not_before = 0 }: FileRecord, now: number): boolean {
  return not_before > now && not_before <= now + MOST_WAIT_MS;
}

/** How far each photo has come whose bytes the server has not verified. */
export async function photoWays(tx: Reading): Promise<ReadonlyMap<Uuid, PhotoWay>> {
  const files = await waitingFiles(tx);
  return new Map(files.map(({ id, offset, size, tries }) => [id, { offset, size, tries }]));
}

/**
 * Keeps a photo, with its original where there is room for both (`spare`). Originals, then what the server
 * has, give up their room for it; the reserve for text does not.
 */
export async function keepPhoto(
  memory: Memory,
  work: (tx: Tx, spare: boolean) => Promise<StoredRow>,
) {
  // Where the reserve was given up for text, a photo fits only beside a new one.
  const beside = (spare: boolean) => async (tx: Tx) => {
    await layReserve(tx);
    return await work(tx, spare);
  };
  try {
    return await memory.writeIfRoom(beside(true));
  } catch (error) {
    if (!(error instanceof Error) || error.name !== STORAGE_FULL) throw error;
    // One original makes room for many small photos.
    if (!(await memory.writeQuietly(giveOriginals))) await memory.writeQuietly(giveUpArrived);
    return await memory.writeIfRoom(beside(false));
  } finally {
    memory.ring();
  }
}

async function giveUpArrived(tx: Tx): Promise<void> {
  for (const file of await tx.objectStore('files').getAll()) {
    if (file.state === 'verified') await tx.objectStore('blobs').delete(file.id);
  }
}

export async function waitingFiles(tx: Reading): Promise<readonly FileRecord[]> {
  return (await tx.objectStore('files').getAll()).filter((file) => file.state === 'waiting');
}

/** Notes how far a photo has come; a photo that was removed meanwhile stays removed. */
export async function noteFile(tx: Tx, id: Uuid, news: Partial<FileRecord>): Promise<void> {
  const file = await tx.objectStore('files').get(id);
  if (!file) return;
  await tx.objectStore('files').put({ ...file, ...news });
  // A verified original has done its service; the small picture is what the screens show.
  if (file.state === 'original' && news.state) await tx.objectStore('blobs').delete(id);
}
