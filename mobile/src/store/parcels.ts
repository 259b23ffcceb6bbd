/** Files that are carried by hand: what goes into this phone's own, and the colleagues' that it keeps. */

import { carriable, onWire, type Queued } from '../core/changes';
import type { Json } from '../core/types';
import type { Reading, Tx } from './database';
import type { FileRecord, ParcelRecord } from './layout';
import type { Memory } from './memory';
import { waitingFiles } from './photos';
import type { LastFile, Load, Parcel, Parcels } from './types';

/** A piece is written in one breath; small enough for a phone that has little memory. */
const PIECE = 256 * 1024;
const LAST_FILE = 'last_file';

export function createParcels(memory: Memory): Parcels {
  const { read, write, now } = memory;
  return {
    look: () => read(async (tx) => loadOf(tx, await waiting(tx, now())), NOTHING),
    seal: () => memory.writeQuietly((tx) => sealAll(tx, now())),
    handedOn: (load, file) => write((tx) => handedOn(tx, load, file)),
    lastFile: async () =>
      (await read((tx) => tx.objectStore('meta').get(LAST_FILE), undefined)) as
        | LastFile
        | undefined,
    list: () => read(async (tx) => inOrder(await tx.objectStore('parcels').getAll()), []),
    keep: (parcel, file, onBytes = () => {}, signal) =>
      keepParcel(memory, parcel, file, onBytes, signal),
    retry: (id) => write((tx) => noteParcel(tx, id, { state: 'waiting', restarts: 0, offset: 0 })),
    drop: (id) => write((tx) => dropParcel(tx, id)),
  };
}

const NOTHING: Load = { changes: [], photos: [], left: 0 };

async function waiting(tx: Reading, now: number) {
  const queue = await tx.objectStore('outbox').getAll();
  const ready = carriable(queue, now);
  const left = queue.filter((change) => change.state !== 'rejected').length - ready.length;
  return { ready, left };
}

async function loadOf(
  tx: Reading,
  { ready, left }: { readonly ready: readonly Queued[]; readonly left: number },
): Promise<Load> {
  const photos = (await waitingFiles(tx)).map(photoOf);
  return { changes: ready.map(onWire), photos, left };
}

function photoOf({ id, village, sha256, size, media_type }: FileRecord) {
  return { id, village, sha256, size, media_type };
}

async function sealAll(tx: Tx, now: number): Promise<Load> {
  const found = await waiting(reading(tx), now);
  const fresh = found.ready.filter((change) => change.state === 'unsent');
  const outbox = tx.objectStore('outbox');
  await Promise.all(fresh.map((change) => outbox.put({ ...change, state: 'sealed' })));
  return await loadOf(reading(tx), found);
}

/** A writing transaction reads too; the types of idb keep the two apart. */
const reading = (tx: Tx) => tx as unknown as Reading;

async function handedOn(tx: Tx, load: Load, file: LastFile): Promise<void> {
  const written = new Set(load.changes.map((change) => change.id));
  for (const change of await tx.objectStore('outbox').getAll()) {
    if (written.has(change.id)) await tx.objectStore('outbox').put({ ...change, in_file: true });
  }
  for (const { id } of load.photos) {
    const known = await tx.objectStore('files').get(id);
    if (known) await tx.objectStore('files').put({ ...known, in_file: true, ask: true });
  }
  await tx.objectStore('meta').put(file as unknown as Json, LAST_FILE);
}

/** The files that were handed on count no more: a phone that was cut off signs under a number that is gone. */
export async function disown(tx: Tx): Promise<void> {
  for (const { in_file, ...change } of await tx.objectStore('outbox').getAll()) {
    if (in_file) await tx.objectStore('outbox').put(change);
  }
  for (const { in_file, ...file } of await tx.objectStore('files').getAll()) {
    if (in_file) await tx.objectStore('files').put(file);
  }
}

function inOrder(parcels: readonly ParcelRecord[]): readonly ParcelRecord[] {
  return [...parcels].sort((a, b) => a.kept_at.localeCompare(b.kept_at));
}

/** The bytes first, each piece on disk before the next is read; the parcel itself last, so it is whole or not there. */
async function keepParcel(
  memory: Memory,
  parcel: Parcel,
  file: Blob,
  onBytes: (kept: number) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  await memory.writeQuietly(dropOrphans);
  try {
    for (let at = 0; at < file.size; at += PIECE) {
      signal?.throwIfAborted();
      const bytes = await file.slice(at, at + PIECE).arrayBuffer();
      await memory.writeIfRoom((tx) =>
        tx.objectStore('pieces').put(bytes, [parcel.id, at / PIECE]),
      );
      onBytes(at + bytes.byteLength);
    }
    await memory.write((tx) => admit(tx, parcel));
  } catch (error) {
    await memory.writeQuietly(dropOrphans);
    throw error;
  }
}

async function admit(tx: Tx, parcel: Parcel): Promise<void> {
  const pieces = await tx.objectStore('pieces').count(piecesOf(parcel.id));
  // Another tab may have swept what it took for the rest of a broken attempt.
  if (pieces !== Math.ceil(parcel.size / PIECE)) throw new Error('keepParcel: a piece is missing');
  await tx.objectStore('parcels').put({ ...parcel, offset: 0, restarts: 0 });
}

const piecesOf = (id: string) => IDBKeyRange.bound([id, 0], [id, Number.POSITIVE_INFINITY]);

/** Pieces of files whose keeping broke off. */
async function dropOrphans(tx: Tx): Promise<void> {
  const known = new Set(await tx.objectStore('parcels').getAllKeys());
  for (const key of await tx.objectStore('pieces').getAllKeys()) {
    if (!known.has(key[0])) await tx.objectStore('pieces').delete(key);
  }
}

async function dropParcel(tx: Tx, id: string): Promise<void> {
  await dropPieces(tx, id);
  await tx.objectStore('parcels').delete(id);
}

async function dropPieces(tx: Tx, id: string): Promise<void> {
  await tx.objectStore('pieces').delete(piecesOf(id));
}

export async function waitingParcels(tx: Reading): Promise<readonly ParcelRecord[]> {
  const all = inOrder(await tx.objectStore('parcels').getAll());
  return all.filter((parcel) => parcel.state === 'waiting');
}

/** Notes how far a file has come; its bytes go once the server has taken it in. */
export async function noteParcel(tx: Tx, id: string, news: Partial<ParcelRecord>): Promise<void> {
  const known = await tx.objectStore('parcels').get(id);
  if (!known) return;
  await tx.objectStore('parcels').put({ ...known, ...news });
  if (news.state === 'delivered') await dropPieces(tx, id);
}

export async function pieceOf(
  tx: Reading,
  id: string,
  start: number,
  most: number,
): Promise<Blob | undefined> {
  const bytes = await tx.objectStore('pieces').get([id, Math.floor(start / PIECE)]);
  const inside = start % PIECE;
  return bytes && new Blob([bytes.slice(inside, inside + most)]);
}

/** Forgets files that the server has; with `limit`, only those it took in before that. */
export async function wipeDelivered(tx: Tx, limit?: string): Promise<void> {
  for (const parcel of await tx.objectStore('parcels').getAll()) {
    const over = limit === undefined || (parcel.receipt?.at ?? '') < limit;
    if (parcel.state === 'delivered' && over) await dropParcel(tx, parcel.id);
  }
}
