/** Seals what an app that did not seal has left, a little at a time and beside whatever else goes on. */

import { type Database, PLAIN, read, STORES, type Tx, writeIfRoom } from './database';

/** So many values in a transaction; photos and pieces are large. */
const FEW = 4;
const MANY = 100;

/** Seals every value. What cannot be done now (a full phone) is begun again the next time the database is opened. */
export async function resealAll(db: Database): Promise<void> {
  const plain = await read(db, (tx) => tx.objectStore('meta').get(PLAIN));
  if (plain === undefined || db.cipher === null) return;
  for (const name of STORES) {
    const keys = await read(db, (tx) => tx.objectStore(name).getAllKeys());
    const step = name === 'blobs' || name === 'pieces' ? FEW : MANY;
    for (let at = 0; at < keys.length; at += step) {
      await writeIfRoom(db, (tx) => reseal(tx, name, keys.slice(at, at + step)));
    }
  }
  await writeIfRoom(db, (tx) => tx.objectStore('meta').delete(PLAIN));
}

async function reseal(
  tx: Tx,
  name: (typeof STORES)[number],
  keys: readonly IDBValidKey[],
): Promise<void> {
  const store = tx.objectStore(name);
  const holdsKeys = !['blobs', 'meta', 'pieces'].includes(name);
  for (const key of keys as readonly never[]) {
    const value = await store.get(key);
    // Gone since: it was sent, or removed.
    if (value !== undefined) await store.put(value, holdsKeys ? undefined : key);
  }
}
