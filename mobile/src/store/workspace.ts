/**
 * One answer at work: what waits is read once, altered in memory and written at the end of the same
 * transaction. Asking the disk record by record took four times as long for a first sync.
 */

import type { Queued } from '../core/changes';
import type { Change, Uuid } from '../core/types';
import type { Tx } from './database';
import type { StoredRow, Waiting } from './layout';
import { type Base, baseOf, derive, emptyBase } from './rows';

type Named = Pick<Change, 'kind' | 'record' | 'village'>;

export interface Workspace {
  readonly tx: Tx;
  /** What the server holds of a record; touching it has its row derived anew at the end. */
  readonly base: (of: Named) => Base;
  readonly setBase: (base: Base) => void;
  readonly change: (id: Uuid) => Queued | undefined;
  readonly changesOf: (record: Uuid) => readonly Queued[];
  readonly putChange: (change: Queued) => void;
  readonly dropChange: (change: Queued) => void;
  readonly entry: (id: Uuid) => Waiting | undefined;
  readonly putEntry: (entry: Waiting) => void;
  readonly dropEntry: (id: Uuid) => void;
  /** Adds a write to those that must succeed. */
  readonly also: (write: Promise<unknown>) => void;
  readonly finish: () => Promise<void>;
}

/** Opens the workspace with the rows of the records `named`. */
export async function openWorkspace(tx: Tx, named: readonly Named[]): Promise<Workspace> {
  const [queued, entries] = await Promise.all([
    tx.objectStore('outbox').getAll(),
    tx.objectStore('attention').getAll(),
  ]);
  const changes = new Map(queued.map((change) => [change.id, change]));
  const waiting = new Map(entries.map((entry) => [entry.id, entry]));
  const mine = queued.filter((change) => change.state === 'sealed');
  const rows = await rowsOf(tx, [...named, ...mine]);
  const touched = new Map<Uuid, Base>();
  const writes: Promise<unknown>[] = [];
  const also = (write: Promise<unknown>) => {
    writes.push(write);
  };
  return {
    tx,
    base: (of) => {
      const row = rows.get(of.record);
      const base =
        touched.get(of.record) ?? (row ? baseOf(row) : emptyBase(of.kind, of.record, of.village));
      touched.set(of.record, base);
      return base;
    },
    setBase: (base) => touched.set(base.id, base),
    change: (id) => changes.get(id),
    changesOf: (record) => [...changes.values()].filter((change) => change.record === record),
    putChange: (change) => {
      changes.set(change.id, change);
      also(tx.objectStore('outbox').put(change));
    },
    dropChange: (change) => {
      changes.delete(change.id);
      also(tx.objectStore('outbox').delete(change.seq));
    },
    entry: (id) => waiting.get(id),
    putEntry: (entry) => {
      waiting.set(entry.id, entry);
      also(tx.objectStore('attention').put(entry));
    },
    dropEntry: (id) => {
      waiting.delete(id);
      also(tx.objectStore('attention').delete(id));
    },
    also,
    finish: async () => {
      const queue = grouped([...changes.values()].sort((a, b) => a.seq - b.seq));
      const open = grouped([...waiting.values()]);
      for (const [record, base] of touched) {
        const row = derive(base, queue.get(record) ?? [], open.get(record) ?? []);
        const store = tx.objectStore('rows');
        also(row ? store.put(row) : store.delete([base.kind, base.id]));
      }
      await Promise.all(writes);
    },
  };
}

async function rowsOf(tx: Tx, named: readonly Named[]): Promise<ReadonlyMap<Uuid, StoredRow>> {
  const found = await Promise.all(
    named.map(({ kind, record }) => tx.objectStore('rows').get([kind, record])),
  );
  return new Map(found.flatMap((row) => (row ? [[row.id, row] as const] : [])));
}

function grouped<T extends { readonly record: Uuid }>(list: readonly T[]): ReadonlyMap<Uuid, T[]> {
  const groups = new Map<Uuid, T[]>();
  for (const one of list) {
    const group = groups.get(one.record);
    if (group) group.push(one);
    else groups.set(one.record, [one]);
  }
  return groups;
}
