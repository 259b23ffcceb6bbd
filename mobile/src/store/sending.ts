/** The store's side of an exchange: what to send, and what to do with the request's own errors. */

import { nextBatch, onWire, type Queued } from '../core/changes';
import type { Change, FieldError, Uuid } from '../core/types';
import { type Access, distrust, vouchForNothing } from './answers';
import { dropFile, type Reading, type Tx } from './database';
import type { FileRecord } from './layout';
import { photoOf } from './originals';
import { wipeDelivered } from './parcels';
import { baseOf, refresh, refreshById } from './rows';

export const KEEP_SENT_MS = 30 * 24 * 3600 * 1000;

export interface Request {
  readonly access: string;
  readonly cursors: { readonly [village: Uuid]: string };
  readonly changes: readonly Change[];
  /** What stays on the phone after this exchange. */
  readonly unsent: { readonly changes: number; readonly files: number };
}

/**
 * Picks the changes of the next request and seals them: from here on their ids and contents never
 * alter, whatever happens to the request, so that the server can tell a repetition from news.
 */
export async function sealBatch(
  tx: Tx,
  now: number,
  limit: number,
  bytes: number,
): Promise<Request> {
  const outbox = tx.objectStore('outbox');
  const queue = await outbox.getAll();
  const batch = nextBatch(queue, now, limit, bytes);
  const fresh = batch.filter((change) => change.state === 'unsent');
  await Promise.all(fresh.map((change) => outbox.put({ ...change, state: 'sealed' })));
  const waiting = queue.filter((change) => change.state !== 'rejected').length - batch.length;
  const files = (await tx.objectStore('files').getAll()).filter(
    (f) => f.state === 'waiting',
  ).length;
  const access = (await tx.objectStore('meta').get('access')) as unknown as Access | undefined;
  const cursors = (await tx.objectStore('meta').get('cursors')) as Request['cursors'] | undefined;
  return {
    access: access?.version ?? '',
    cursors: cursors ?? {},
    changes: batch.map(onWire),
    unsent: { changes: waiting, files },
  };
}

/** How many changes could be sent right now. */
export async function countSendable(tx: Reading, now: number): Promise<number> {
  const queue = await tx.objectStore('outbox').getAll();
  return nextBatch(queue, now, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY).length;
}

/** Puts one change aside that makes every request fail, so that its neighbours get through. */
export async function setAside(tx: Tx, id: Uuid, error: FieldError): Promise<void> {
  const change = await tx.objectStore('outbox').index('id').get(id);
  if (!change) return;
  await tx.objectStore('outbox').put({ ...change, state: 'rejected', errors: [error] });
  await refreshById(tx, change.kind, change.record);
}

/**
 * The server came back from a backup: reads these villages again from the start and sends again what
 * was acknowledged in the last 30 days, under the same ids and in the old order, and photos that it lacks.
 */
export async function startAgain(tx: Tx, villages: readonly Uuid[]): Promise<void> {
  await distrust(tx, villages);
  await offerAgain(tx, villages);
  await tx.objectStore('meta').put(villages, 'read_afresh');
  for (const village of villages) {
    for (const sent of await tx.objectStore('sent').index('village').getAll(village)) {
      const { acknowledged_at: _, ...change } = sent;
      const again: Queued = { ...change, state: 'sealed', again: true };
      await tx.objectStore('outbox').put(again);
      await tx.objectStore('sent').delete(sent.seq);
    }
  }
  await vouchForNothing(tx, (village) => villages.includes(village));
}

/** A backup may have forgotten photos too; those whose bytes are still here are asked about. */
async function offerAgain(tx: Tx, villages: readonly Uuid[]): Promise<void> {
  const kept = new Set(await tx.objectStore('blobs').getAllKeys());
  for (const file of await tx.objectStore('files').getAll()) {
    if (file.state !== 'verified' || !kept.has(file.id) || !villages.includes(file.village))
      continue;
    const { url: _u, not_before: _n, verified_at: _v, ...rest } = file;
    await tx
      .objectStore('files')
      .put({ ...rest, state: 'waiting', offset: 0, tries: 0, ask: true });
  }
}

/** Forgets acknowledged changes and verified bytes after 30 days of the server's time. */
export async function sweep(tx: Tx, serverTime: string): Promise<void> {
  const limit = new Date(Date.parse(serverTime) - KEEP_SENT_MS).toISOString();
  for (const sent of await tx.objectStore('sent').getAll()) {
    if (sent.acknowledged_at < limit) await tx.objectStore('sent').delete(sent.seq);
  }
  await wipeDelivered(tx, limit);
  for (const file of await tx.objectStore('files').getAll()) {
    if (file.state === 'verified' && (file.verified_at ?? '') < limit) {
      await tx.objectStore('blobs').delete(file.id);
    }
    if (file.state === 'original') await sweepOriginal(tx, file, limit, serverTime);
  }
}

/** Counted by the server's clock alone: the phone's may be a year off. */
async function sweepOriginal(tx: Tx, file: FileRecord, limit: string, now: string): Promise<void> {
  const row = await tx.objectStore('rows').get(['photo', photoOf(file.id)]);
  const gone = !row?.doc && !row?.pending;
  if (gone || (file.seen_at ?? now) < limit) await dropFile(tx, file.id);
  else if (!file.seen_at) await tx.objectStore('files').put({ ...file, seen_at: now });
}

/** A lost phone: forgets all that the server has. What was never sent stays, hidden behind the sign-in. */
export async function wipeSent(tx: Tx): Promise<void> {
  const unsent = new Set((await tx.objectStore('outbox').getAll()).map((change) => change.record));
  const files = await tx.objectStore('files').getAll();
  const kept = new Set(files.filter((f) => f.state === 'waiting').map((f) => f.id));
  for (const file of files) {
    if (kept.has(file.id)) continue;
    await tx.objectStore('files').delete(file.id);
    await tx.objectStore('blobs').delete(file.id);
  }
  await wipeDelivered(tx);
  await tx.objectStore('attention').clear();
  await tx.objectStore('sent').clear();
  await tx.objectStore('meta').clear();
  await vouchForNothing(tx, () => true);
  for (const row of await tx.objectStore('rows').getAll()) {
    const { last: _, ...base } = baseOf(row);
    if (unsent.has(row.id) || kept.has(row.id))
      await refresh(tx, { ...base, version: 0, stored: null });
    else await tx.objectStore('rows').delete([row.kind, row.id]);
  }
}
