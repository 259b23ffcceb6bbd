/** What waits for a person, and what of it was decided elsewhere. */

import type { Json, Uuid } from '../core/types';
import { dropFile, type Reading, type Tx } from './database';
import type { StoredRow, Waiting } from './layout';
import { baseOf, refresh } from './rows';
import type { Decided } from './types';

/**
 * Nothing waits in the villages that this phone carries: conflicts that it knows of there are settled, but for
 * those that were `born` just now. What was held is asked about first: its person is to learn the decision.
 */
export async function dropSettled(tx: Tx, born: ReadonlySet<Uuid>): Promise<void> {
  const carried = await carriedVillages(tx);
  const known = await tx.objectStore('attention').getAll();
  await drop(
    tx,
    known.filter(
      (entry) => entry.type === 'conflict' && !born.has(entry.id) && carried?.has(entry.village),
    ),
  );
}

/**
 * Keeps the list as the server tells it. What it does not name is settled, but for conflicts in villages
 * that this phone does not carry any more: these the list leaves out. Answers how many were settled in
 * villages of which there may be news.
 */
export async function keepTold(tx: Tx, told: readonly Waiting[]): Promise<number> {
  const carried = await carriedVillages(tx);
  const known = new Map((await tx.objectStore('attention').getAll()).map((one) => [one.id, one]));
  for (const entry of told) {
    const mine = known.get(entry.id);
    known.delete(entry.id);
    await tx
      .objectStore('attention')
      .put(mine ? { ...entry, own: mine.own, ...settlingOf(mine) } : entry);
    await deriveAnew(tx, entry);
  }
  const isHere = (entry: Waiting) => carried?.has(entry.village) === true;
  const gone = [...known.values()].filter((entry) => isHere(entry) || entry.type === 'held');
  await drop(tx, gone);
  for (const entry of carried ? gone.filter((one) => !isHere(one)) : []) {
    const row = await tx.objectStore('rows').get([entry.kind, entry.record]);
    if (row) await letGo(tx, row);
  }
  return gone.filter(isHere).length;
}

/** Whether something is held in a village that the phone does not carry any more. */
export async function waitsElsewhere(tx: Reading): Promise<boolean> {
  const carried = await carriedVillages(tx);
  const entries = await tx.objectStore('attention').getAll();
  return entries.some((one) => one.type === 'held' && carried?.has(one.village) === false);
}

/** Whether this phone knows of something held: the counts do not say what became of it. */
export async function knowsHeld(tx: Reading): Promise<boolean> {
  return (await tx.objectStore('attention').getAll()).some((one) => one.type === 'held');
}

const DECIDED = 'decided';

interface Known extends Decided {
  readonly aside?: true;
}

/** Keeps what officers decided, as the server tells it; what the person put aside stays aside. */
export async function keepDecided(tx: Tx, told: readonly Decided[]): Promise<void> {
  const aside = new Set((await known(tx)).filter((one) => one.aside).map(({ id }) => id));
  const kept = told.map((one) => (aside.has(one.id) ? { ...one, aside: true } : one));
  await tx.objectStore('meta').put(kept as unknown as Json, DECIDED);
}

export async function decidedSince(tx: Reading): Promise<readonly Decided[]> {
  return (await known(tx)).filter((one) => !one.aside);
}

export async function putAside(tx: Tx, id: Uuid): Promise<void> {
  const kept = (await known(tx)).map((one) => (one.id === id ? { ...one, aside: true } : one));
  await tx.objectStore('meta').put(kept as unknown as Json, DECIDED);
}

async function known(tx: Tx | Reading): Promise<readonly Known[]> {
  return ((await tx.objectStore('meta').get(DECIDED)) ?? []) as unknown as readonly Known[];
}

/** Forgets a record of a village that this phone does not carry any more, unless something of it waits. */
export async function letGo(tx: Tx, row: StoredRow): Promise<void> {
  const waits = await tx.objectStore('outbox').index('record').count(row.id);
  const held = await tx.objectStore('attention').index('record').count(row.id);
  if (waits + held > 0) return;
  await tx.objectStore('rows').delete([row.kind, row.id]);
  await dropFile(tx, row.id);
}

/** undefined: the server has not told yet. */
async function carriedVillages(tx: Tx | Reading): Promise<ReadonlySet<Uuid> | undefined> {
  const access = (await tx.objectStore('meta').get('access')) as
    | { readonly villages: readonly { readonly village: Uuid }[] }
    | undefined;
  return access && new Set(access.villages.map((one) => one.village));
}

async function drop(tx: Tx, entries: readonly Waiting[]): Promise<void> {
  for (const entry of entries) await tx.objectStore('attention').delete(entry.id);
  for (const entry of entries) await deriveAnew(tx, entry);
}

async function deriveAnew(tx: Tx, { kind, record }: Waiting): Promise<void> {
  const row = await tx.objectStore('rows').get([kind, record]);
  if (row) await refresh(tx, baseOf(row));
}

function settlingOf({ settling }: Waiting) {
  return settling === undefined ? {} : { settling };
}
