/** The databases on the phone, and the only two doors to them: `write` and `read`. */

import { type IDBPDatabase, openDB } from 'idb';
import type { Uuid } from '../core/types';
import type { Cipher } from './cipher';
import { tellClosing } from './closing';
import type { Layout, Name } from './layout';
import { type Reading, sealing, type Tx } from './shelves';
import { STORAGE_FULL } from './types';

export type { Reading, Tx } from './shelves';

export interface Database {
  readonly raw: IDBPDatabase<Layout>;
  /** null: values are kept as they are. */
  readonly cipher: Cipher | null;
  readonly close: () => void;
}

export const STORES: readonly Name[] = [
  'rows',
  'outbox',
  'attention',
  'sent',
  'files',
  'blobs',
  'meta',
  'parcels',
  'pieces',
];

const VERSION = 3;

/** In `meta` while values of an app that did not seal are still about. */
export const PLAIN = '__plain';

const RESERVE = '__reserve';
/** More than a browser lets the last photograph pass beyond its quota: seen were 440 KB. */
const RESERVE_BYTES = 1024 * 1024;
/** A browser may count what was given up only when it has swept it away. */
const UNTIL_FREE_MS = [100, 400, 1500];

/** Opens (and where needed upgrades) a database. Gives way when another tab brings a newer version. */
export async function openDatabase(
  name: string,
  cipher: Cipher | null = null,
  onClosed: () => void = () => {},
): Promise<Database> {
  const raw: IDBPDatabase<Layout> = await openDB<Layout>(name, VERSION, {
    upgrade: (fresh, old, _, tx) => {
      if (old < 1) create(fresh);
      if (old < 2) addParcels(fresh);
      if (cipher && old > 0 && old < 3) void tx.objectStore('meta').put(true, PLAIN);
    },
    blocking: () => {
      raw.close();
      onClosed();
      tellClosing('newer');
    },
    terminated: () => {
      onClosed();
      tellClosing('closed');
    },
  });
  return { raw, cipher, close: () => raw.close() };
}

function create(db: IDBPDatabase<Layout>): void {
  db.createObjectStore('rows', { keyPath: ['kind', 'id'] }).createIndex('keys', 'keys', {
    multiEntry: true,
  });
  const outbox = db.createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true });
  outbox.createIndex('id', 'id', { unique: true });
  outbox.createIndex('record', 'record');
  db.createObjectStore('attention', { keyPath: 'id' }).createIndex('record', 'record');
  db.createObjectStore('sent', { keyPath: 'seq' }).createIndex('village', 'village');
  db.createObjectStore('files', { keyPath: 'id' });
  db.createObjectStore('blobs');
  db.createObjectStore('meta');
}

function addParcels(db: IDBPDatabase<Layout>): void {
  db.createObjectStore('parcels', { keyPath: 'id' });
  db.createObjectStore('pieces');
}

/**
 * Runs `work` in one transaction that is on disk when this resolves, or has left no trace when it
 * rejects. `work` may await nothing but the transaction. A full phone gets one more try after originals
 * are given up, then some after the reserve and the bytes of photos that the server has.
 */
export async function write<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await attempt(db, work);
  } catch (error) {
    if (!isFull(error)) throw error;
    if (await attempt(db, giveOriginals)) return await write(db, work);
    await attempt(db, makeRoom);
  }
  for (const wait of UNTIL_FREE_MS) {
    try {
      return await attempt(db, work);
    } catch (error) {
      if (!isFull(error)) throw error;
      await new Promise((done) => setTimeout(done, wait));
    }
  }
  return await writeIfRoom(db, work);
}

/** As `write`, but nothing is given up for it: what is only carried must not cost own text its reserve. */
export async function writeIfRoom<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await attempt(db, work);
  } catch (error) {
    if (isFull(error)) throw Object.assign(new Error('no room'), { name: STORAGE_FULL });
    throw error;
  }
}

/** Runs `work` on one consistent view. */
export async function read<T>(db: Database, work: (tx: Reading) => Promise<T>): Promise<T> {
  return await work(sealing(db.raw.transaction([...STORES], 'readonly'), db.cipher));
}

/** Sets room aside for the day the phone is full; a phone that has none now goes without. */
export async function keepReserve(db: Database): Promise<void> {
  const kept = await read(db, (tx) => tx.objectStore('blobs').getKey(RESERVE));
  if (kept !== undefined) return;
  await attempt(db, layReserve).catch((error: unknown) => {
    if (!isFull(error)) throw error;
  });
}

/** Lays the reserve where there is none. Sealed it cannot be packed: it takes the room that it is to give back. */
export async function layReserve(tx: Tx): Promise<void> {
  const blobs = tx.objectStore('blobs');
  if ((await blobs.getKey(RESERVE)) === undefined)
    await blobs.put(new ArrayBuffer(RESERVE_BYTES), RESERVE);
}

async function attempt<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  const tx = db.raw.transaction([...STORES], 'readwrite', { durability: 'strict' });
  const done = tx.done.then(
    () => null,
    (error: unknown) => ({ error }),
  );
  try {
    const result = await work(sealing(tx, db.cipher));
    const failed = await done;
    if (failed) throw failed.error;
    return result;
  } catch (error) {
    abandon(tx);
    const failed = await done;
    throw isFull(failed?.error) ? failed?.error : error;
  }
}

function abandon(tx: { readonly abort: () => void }): void {
  try {
    tx.abort();
  } catch {
    // It had ended by itself: the same outcome.
  }
}

/** Originals are the first to go; whether there were any. */
export async function giveOriginals(tx: Tx): Promise<boolean> {
  const files = await tx.objectStore('files').getAll();
  const given = files.filter((file) => file.state === 'original');
  for (const { id } of given) await dropFile(tx, id);
  return given.length > 0;
}

export async function dropFile(tx: Tx, id: Uuid): Promise<void> {
  await tx.objectStore('files').delete(id);
  await tx.objectStore('blobs').delete(id);
}

async function makeRoom(tx: Tx): Promise<void> {
  const files = await tx.objectStore('files').getAll();
  const given = files.filter((file) => file.state === 'verified').map((file) => file.id);
  await Promise.all([RESERVE, ...given].map((key) => tx.objectStore('blobs').delete(key)));
}

function isFull(error: unknown): boolean {
  return error instanceof Error || error instanceof DOMException
    ? error.name === 'QuotaExceededError'
    : false;
}
