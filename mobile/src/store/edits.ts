/** Edits from the screens: each one transaction, outbox and row together. */

import { difference, fold, makeChange, onWire, type Queued, UNDO_MS } from '../core/changes';
import { parentOf } from '../core/records';
import { type Doc, KIND_NAMES, type KindName, type Uuid } from '../core/types';
import { dropFile, type Tx } from './database';
import type { FileRecord, StoredRow, Waiting } from './layout';
import { type Base, baseOf, derive, emptyBase, keep, refresh, refreshById, under } from './rows';
import type { Decision, Edit } from './types';

/** What an edit needs from outside of the transaction. */
export interface Pen {
  readonly newId: () => Uuid;
  readonly now: () => number;
}

const at = (pen: Pen) => new Date(pen.now()).toISOString();

/** Adds a change to the outbox, or folds it into one that never left. Typed, so `seq` may be missing. */
export async function enqueue(tx: Tx, change: Omit<Queued, 'seq'>): Promise<void> {
  // The store numbers the entry itself.
  await tx.objectStore('outbox').add(change as Queued);
}

/**
 * Writes the fields that really alter the record. What the server refused before rides along in the
 * new change: editing a refused record is mending it.
 */
export async function saveEdit(tx: Tx, pen: Pen, edit: Edit): Promise<StoredRow> {
  const id = edit.id ?? pen.newId();
  const [known, queue, waiting] = edit.id === null ? NEW : await lookUp(tx, edit.kind, id);
  const set = difference(known?.doc ?? {}, edit.set);
  if (known && Object.keys(set).length === 0) return known;

  const refused = queue.filter((change) => change.state === 'rejected');
  const rest = queue.filter((change) => change.state !== 'rejected');
  const base = known ? baseOf(known) : emptyBase(edit.kind, id, edit.village);
  const change = makeChange({
    id: pen.newId(),
    kind: edit.kind,
    record: id,
    village: base.village,
    base: refused[0]?.base ?? (base.stale ? 0 : base.version),
    madeAt: at(pen),
    set: Object.assign({}, ...refused.map((old) => old.set), set) as Doc,
  });
  const last = rest.at(-1);
  const folded = last ? fold(last, change) : null;
  const behind = rest.length + waiting.length > 0 || base.stale;
  const follows = behind ? { follows: true as const } : {};
  const added = { ...change, ...follows, state: 'unsent' as const };
  const now = folded ? [...rest.slice(0, -1), folded] : [...rest, { ...added, seq: Infinity }];
  const row = present(derive(base, now, waiting));
  await Promise.all([
    ...refused.map((old) => tx.objectStore('outbox').delete(old.seq)),
    folded ? tx.objectStore('outbox').put(folded) : enqueue(tx, added),
    keep(tx, base, row),
  ]);
  return row;
}

type Found = readonly [StoredRow | undefined, readonly Queued[], readonly Waiting[]];
const NEW: Found = [undefined, [], []];

async function lookUp(tx: Tx, kind: KindName, id: Uuid): Promise<Found> {
  return await Promise.all([
    tx.objectStore('rows').get([kind, id]),
    tx.objectStore('outbox').index('record').getAll(id),
    tx.objectStore('attention').index('record').getAll(id),
  ]);
}

/** A change is on top of the row, so something is always shown of it. */
export function present(row: StoredRow | null): StoredRow {
  if (!row) throw new Error('an edit left no row behind');
  return row;
}

/** What a removal took away, for its undoing. */
export interface Taken {
  readonly row: StoredRow;
  readonly queue: readonly Queued[];
  readonly file: FileRecord | undefined;
  readonly bytes: ArrayBuffer | undefined;
  /** The change that removes it on the server; undefined: it had never left the phone. */
  readonly removal: Uuid | undefined;
}

/** Removes a record and what hangs on it. What never left the phone just disappears. */
export async function removeTree(
  tx: Tx,
  pen: Pen,
  kind: KindName,
  id: Uuid,
): Promise<readonly Taken[]> {
  const row = await tx.objectStore('rows').get([kind, id]);
  if (!row || row.doc === null) return [];
  const taken: Taken[] = [];
  for (const child of await childrenOf(tx, kind, id)) {
    taken.push(...(await removeTree(tx, pen, child.kind, child.id)));
  }
  return [await removeOne(tx, pen, row), ...taken];
}

async function childrenOf(tx: Tx, kind: KindName, id: Uuid): Promise<readonly StoredRow[]> {
  const index = tx.objectStore('rows').index('keys');
  const kinds = KIND_NAMES.filter((child) => parentOf(child) === kind);
  const found = await Promise.all(kinds.map((child) => index.getAll(under(child, kind, id))));
  return found.flat();
}

async function removeOne(tx: Tx, pen: Pen, row: StoredRow): Promise<Taken> {
  const queue = await tx.objectStore('outbox').index('record').getAll(row.id);
  const waiting = await tx.objectStore('attention').index('record').count(row.id);
  const [file, bytes] = await Promise.all([
    tx.objectStore('files').get(row.id),
    tx.objectStore('blobs').get(row.id),
  ]);
  for (const change of queue) {
    if (change.state !== 'sealed') await tx.objectStore('outbox').delete(change.seq);
  }
  const known = row.version > 0 || waiting > 0 || queue.some((c) => c.state === 'sealed');
  const removal = known ? pen.newId() : undefined;
  if (removal === undefined) await dropFile(tx, row.id);
  else
    await enqueue(tx, { ...removalOf(row, queue, removal, pen), not_before: pen.now() + UNDO_MS });
  await refresh(tx, baseOf(row));
  return { row, queue, file, bytes, removal };
}

function removalOf(row: StoredRow, queue: readonly Queued[], id: Uuid, pen: Pen) {
  const seen =
    queue.find((change) => change.state === 'unsent')?.base ?? (row.stale ? 0 : row.version);
  const change = makeChange({
    ...row,
    id,
    record: row.id,
    base: seen,
    madeAt: at(pen),
    deletes: true,
  });
  return { ...change, state: 'unsent' as const };
}

/** Puts everything back, or nothing: false when one of the removals is on its way already. */
export async function putBack(tx: Tx, taken: readonly Taken[]): Promise<boolean> {
  const removals = await Promise.all(taken.map((one) => pendingRemoval(tx, one)));
  if (removals.includes('sent')) return false;
  for (const [at, one] of taken.entries()) {
    const removal = removals[at];
    if (removal && removal !== 'sent') await tx.objectStore('outbox').delete(removal.seq);
    for (const change of one.queue) {
      if (change.state !== 'sealed') await tx.objectStore('outbox').put(change);
    }
    if (one.file) await tx.objectStore('files').put(one.file);
    if (one.bytes) await tx.objectStore('blobs').put(one.bytes, one.row.id);
    // The server may have told news of the record meanwhile: its base is read again.
    const now = await tx.objectStore('rows').get([one.row.kind, one.row.id]);
    await refresh(tx, baseOf(now ?? one.row));
  }
  return true;
}

async function pendingRemoval(tx: Tx, { removal }: Taken): Promise<Queued | 'sent' | undefined> {
  if (removal === undefined) return undefined;
  const change = await tx.objectStore('outbox').index('id').get(removal);
  return change?.state === 'unsent' ? change : 'sent';
}

/** Decides a conflict: a change that names every contested field, or deletes the record. */
export async function settleConflict(
  tx: Tx,
  pen: Pen,
  id: Uuid,
  decision: Decision,
): Promise<StoredRow> {
  const conflict = await tx.objectStore('attention').get(id);
  if (conflict?.type !== 'conflict') throw new Error(`no such conflict: ${id}`);
  const row = await tx.objectStore('rows').get([conflict.kind, conflict.record]);
  const base: Base = row
    ? baseOf(row)
    : emptyBase(conflict.kind, conflict.record, conflict.village);
  const change = makeChange({
    ...conflict,
    id: pen.newId(),
    base: base.stale ? 0 : base.version,
    madeAt: at(pen),
    ...('set' in decision ? { set: decision.set, deletes: false } : { deletes: true }),
    resolves: id,
  });
  await enqueue(tx, { ...change, state: 'unsent' });
  await tx.objectStore('attention').put({ ...conflict, settling: change.id });
  return present(await refresh(tx, base));
}

/** Replaces a refused change by a new one with `set` over it and the fields `drop` left out. */
export async function mendRejected(
  tx: Tx,
  pen: Pen,
  id: Uuid,
  set: Doc,
  drop: readonly string[],
): Promise<StoredRow> {
  const refused = await rejectedById(tx, id);
  const kept = Object.entries({ ...refused.set, ...set }).filter(([name]) => !drop.includes(name));
  await tx.objectStore('outbox').delete(refused.seq);
  const { delete: _, ...change } = onWire(refused);
  await enqueue(tx, {
    ...change,
    id: pen.newId(),
    made_at: at(pen),
    set: Object.fromEntries(kept),
    state: 'unsent',
  });
  return present(await refreshById(tx, refused.kind, refused.record));
}

/** Gives a refused change up; a record that never came to be goes with it. */
export async function dropRejectedChange(tx: Tx, id: Uuid): Promise<void> {
  const refused = await rejectedById(tx, id);
  await tx.objectStore('outbox').delete(refused.seq);
  const left = await refreshById(tx, refused.kind, refused.record);
  if (!left && refused.kind === 'photo') await dropFile(tx, refused.record);
}

async function rejectedById(tx: Tx, id: Uuid): Promise<Queued> {
  const change = await tx.objectStore('outbox').index('id').get(id);
  if (change?.state !== 'rejected') throw new Error(`no such refused change: ${id}`);
  return change;
}
