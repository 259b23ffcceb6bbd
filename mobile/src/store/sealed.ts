/**
 * What this phone sealed when it was reported lost. It lies in the phone's own database, not in a user's: it is to be
 * sent by whoever finds the phone, with nobody signed in, and nobody but the server can read it.
 */

import { onWire } from '../core/changes';
import type { Json } from '../core/types';
import type { Reading, Tx } from './database';
import type { Device } from './device';
import { waitingFiles } from './photos';
import type { Load, Sealed } from './types';

const NAMED = 'sealed:';
const PIECE = 256 * 1024;

export interface SealedFiles {
  readonly list: () => Promise<readonly Sealed[]>;
  readonly file: (id: string) => Promise<Blob>;
  readonly note: (id: string, news: Partial<Sealed>) => Promise<void>;
  /** The bytes of a file first, then its name; an earlier attempt of the same sign-in gives way. */
  readonly keep: (sealed: Sealed, file: Blob) => Promise<void>;
  readonly drop: (id: string) => Promise<void>;
}

export function sealedFiles({ look, change }: Device['shelf']): SealedFiles {
  const list = () =>
    look(async (tx) => (await tx.objectStore('meta').getAll(allNamed())) as unknown as Sealed[]);
  return {
    list,
    file: (id) => look(async (tx) => new Blob(await tx.objectStore('pieces').getAll(piecesOf(id)))),
    note: (id, news) =>
      change(async (tx) => {
        const known = await tx.objectStore('meta').get(NAMED + id);
        if (!known) return;
        const noted = { ...(known as unknown as Sealed), ...news };
        await tx.objectStore('meta').put(noted as unknown as Json, NAMED + id);
        if (noted.state === 'delivered') await tx.objectStore('pieces').delete(piecesOf(id));
      }),
    keep: async (sealed, file) => {
      for (let at = 0; at < file.size; at += PIECE) {
        const bytes = await file.slice(at, at + PIECE).arrayBuffer();
        await change((tx) => tx.objectStore('pieces').put(bytes, [sealed.id, at / PIECE]));
      }
      const former = (await list()).filter((one) => one.token === sealed.token);
      await change(async (tx) => {
        for (const { id } of former) await dropOne(tx, id);
        await tx.objectStore('meta').put(sealed as unknown as Json, NAMED + sealed.id);
        await dropOrphans(tx);
      });
    },
    drop: (id) => change((tx) => dropOne(tx, id)),
  };
}

const allNamed = () => IDBKeyRange.bound(NAMED, `${NAMED}g`);
const piecesOf = (id: string) => IDBKeyRange.bound([id, 0], [id, Number.POSITIVE_INFINITY]);

async function dropOne(tx: Tx, id: string): Promise<void> {
  await tx.objectStore('meta').delete(NAMED + id);
  await tx.objectStore('pieces').delete(piecesOf(id));
}

/** Pieces of an attempt that a crash cut off. */
async function dropOrphans(tx: Tx): Promise<void> {
  const known = new Set(await tx.objectStore('meta').getAllKeys(allNamed()));
  for (const key of await tx.objectStore('pieces').getAllKeys()) {
    if (!known.has(NAMED + key[0])) await tx.objectStore('pieces').delete(key);
  }
}

/** All that is on this phone alone: also drafts, and what the server refused. */
export async function onlyHere(tx: Reading): Promise<Load> {
  const queue = await tx.objectStore('outbox').getAll();
  const photos = await waitingFiles(tx);
  return {
    changes: queue.filter((one) => !one.again).map(onWire),
    photos: photos.map(({ id, village, sha256, size, media_type }) => {
      return { id, village, sha256, size, media_type };
    }),
    left: 0,
  };
}

/** Wipes the clear copies of what was sealed; false, and nothing is wiped, where something came to it meanwhile. */
export async function wipeSealed(tx: Tx, sealed: Load): Promise<boolean> {
  const now = await onlyHere(tx as unknown as Reading);
  if (JSON.stringify(now) !== JSON.stringify(sealed)) return false;
  for (const name of ['outbox', 'attention', 'sent', 'files', 'blobs', 'rows', 'meta'] as const) {
    await tx.objectStore(name).clear();
  }
  return true;
}
