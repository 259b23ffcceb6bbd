/** Rows as the screens see them, derived from what the server holds and what waits here. */

import { effective, type Queued } from '../core/changes';
import { fieldsOf } from '../core/records';
import type { Doc, KindName, Row, Trouble, Uuid } from '../core/types';
import type { Reading, Tx } from './database';
import type { StoredRow, Waiting } from './layout';
import type { ListFilter } from './types';

/** The part of a stored row that only the server's answers (and a first save) decide. */
export type Base = Omit<StoredRow, 'doc' | 'pending' | 'problem' | 'keys'>;

export const inVillage = (village: Uuid) => `*@${village}`;
const ofKind = (kind: KindName, village: Uuid) => `${kind}@${village}`;
export const under = (kind: KindName, field: string, id: Uuid) => `${kind}.${field}=${id}`;

export function baseOf(row: StoredRow): Base {
  const { doc: _d, pending: _p, problem: _t, keys: _k, ...base } = row;
  return base;
}

export function emptyBase(kind: KindName, id: Uuid, village: Uuid): Base {
  return { kind, id, village, version: 0, stored: null };
}

/** The row as it stands with everything that waits; null: nothing is left of it. */
export function derive(
  base: Base,
  queue: readonly Queued[],
  waiting: readonly Waiting[],
): StoredRow | null {
  const news = queue.filter((change) => !change.again);
  const open = waiting.filter((entry) => entry.settling === undefined);
  const doc = shown(base, news, open);
  if (doc === null && base.version === 0 && queue.length === 0) return null;
  const problem = troubleOf(news, open);
  return {
    ...base,
    doc,
    pending: news.some((change) => change.state !== 'rejected'),
    ...(problem ? { problem } : {}),
    keys: [inVillage(base.village), ...(doc === null ? [] : keysOf(base, doc))],
  };
}

/** What was held or refused stays visible: the user wrote it, and it is not lost. */
function shown(base: Base, queue: readonly Queued[], waiting: readonly Waiting[]): Doc | null {
  const own = waiting.filter((entry) => entry.own && !entry.deletes);
  const held = own.filter((entry) => entry.type === 'held');
  const refused = queue.filter((change) => change.state === 'rejected' && !change.delete);
  const unsent = queue.filter((change) => change.state !== 'rejected');
  const contested = own.filter((entry) => entry.type === 'conflict');
  const deleted = base.stored === null && base.last !== undefined;
  const revives = contested.length > 0 || unsent.some((one) => one.resolves && !one.delete);
  const start = deleted && revives ? (base.last ?? null) : base.stored;
  const revived = deleted ? contested : [];
  return effective(start, [...revived, ...held, ...refused, ...unsent]);
}

function troubleOf(queue: readonly Queued[], open: readonly Waiting[]): Trouble | undefined {
  if (open.some((entry) => entry.type === 'conflict')) return 'conflict';
  if (queue.some((change) => change.state === 'rejected')) return 'rejected';
  return open.length > 0 ? 'held' : undefined;
}

function keysOf({ kind, village }: Base, doc: Doc): readonly string[] {
  const refs = Object.entries(fieldsOf(kind)).filter(([, field]) => field.type === 'ref');
  return [
    ofKind(kind, village),
    ...refs.flatMap(([name]) => {
      const value = doc[name];
      return typeof value === 'string' ? [under(kind, name, value)] : [];
    }),
  ];
}

/** Derives a row anew after its queue or its base changed, and stores it. */
export async function refresh(tx: Tx, base: Base): Promise<StoredRow | null> {
  const [queue, waiting] = await Promise.all([
    tx.objectStore('outbox').index('record').getAll(base.id),
    tx.objectStore('attention').index('record').getAll(base.id),
  ]);
  return await keep(tx, base, derive(base, queue, waiting));
}

/** As `refresh`, for a record of which only the id is at hand. */
export async function refreshById(tx: Tx, kind: KindName, id: Uuid): Promise<StoredRow | null> {
  const row = await tx.objectStore('rows').get([kind, id]);
  return row ? await refresh(tx, baseOf(row)) : null;
}

export async function keep(tx: Tx, base: Base, row: StoredRow | null): Promise<StoredRow | null> {
  if (row) await tx.objectStore('rows').put(row);
  else await tx.objectStore('rows').delete([base.kind, base.id]);
  return row;
}

export function toRow(row: StoredRow): Row {
  return {
    id: row.id,
    village: row.village,
    kind: row.kind,
    version: row.version,
    doc: row.doc ?? {},
    pending: row.pending,
    ...(row.problem ? { problem: row.problem } : {}),
  };
}

export async function getRow(tx: Reading, kind: KindName, id: Uuid): Promise<Row | undefined> {
  const row = await tx.objectStore('rows').get([kind, id]);
  return row && row.doc !== null ? toRow(row) : undefined;
}

/** Rows of a kind in the order they were made (their ids are time-ordered). */
export async function listRows(
  tx: Reading,
  kind: KindName,
  parentField: string | null,
  filter: ListFilter,
): Promise<readonly Row[]> {
  const found = await candidates(tx, kind, parentField, filter);
  return found
    .filter((row) => row.doc !== null && (!filter.village || row.village === filter.village))
    .filter((row) => !filter.meeting || row.doc?.meeting === filter.meeting)
    .map(toRow);
}

async function candidates(
  tx: Reading,
  kind: KindName,
  parentField: string | null,
  filter: ListFilter,
): Promise<readonly StoredRow[]> {
  const rows = tx.objectStore('rows');
  const field = filter.parentField ?? parentField;
  if (filter.parent !== undefined && field) {
    return await rows.index('keys').getAll(under(kind, field, filter.parent));
  }
  if (filter.meeting !== undefined) {
    return await rows.index('keys').getAll(under(kind, 'meeting', filter.meeting));
  }
  if (filter.village !== undefined) {
    return await rows.index('keys').getAll(ofKind(kind, filter.village));
  }
  return await rows.getAll(IDBKeyRange.bound([kind, ''], [kind, '\uffff']));
}
