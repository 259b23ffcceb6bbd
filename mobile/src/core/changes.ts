/** What becomes of edits between the finger and the wire. */

import { missingFields } from './records';
import type { Change, Doc, FieldError, Json, KindName, Uuid } from './types';

/**
 * A change on this phone. `sealed`: it was on its way at least once, so its id and content may never
 * alter again. `rejected`: the server said no; kept until mended or dropped.
 */
export interface Queued extends Change {
  readonly seq: number;
  readonly state: 'unsent' | 'sealed' | 'rejected';
  readonly errors?: readonly FieldError[];
  /** Not sent before this moment (ms), so that a removal can be undone. */
  readonly not_before?: number;
  /** Of a record that others or the server may know already: it need not be whole by itself. */
  readonly follows?: true;
  /** Stands in a file that was handed on, so it may reach the server by another way first. */
  readonly in_file?: true;
  /** Acknowledged once, sent again because the server came back from a backup: evidence, not news. */
  readonly again?: true;
}

/** How long a removal waits for a change of mind. */
export const UNDO_MS = 10_000;

interface NewChange {
  readonly id: Uuid;
  readonly kind: KindName;
  readonly record: Uuid;
  readonly village: Uuid;
  readonly base: number;
  readonly madeAt: string;
  readonly set?: Doc;
  readonly deletes?: boolean;
  readonly resolves?: Uuid;
}

/** A change as it travels; a deletion carries no `set`. */
export function makeChange(from: NewChange): Change {
  return {
    id: from.id,
    kind: from.kind,
    record: from.record,
    village: from.village,
    base: from.base,
    made_at: from.madeAt,
    ...(from.deletes ? { delete: true as const } : { set: from.set ?? {} }),
    ...(from.resolves === undefined ? {} : { resolves: from.resolves }),
  };
}

/**
 * Folds a newer local edit into an unsent one, so the phone sends one change, not two.
 * null where the two must stay apart: the older one was on its way already, settles a conflict, or
 * was made on another state of the record.
 */
export function fold(older: Queued, newer: Change): Queued | null {
  if (older.record !== newer.record) throw new Error('fold: two different records');
  if (older.state !== 'unsent' || older.delete || older.base !== newer.base) return null;
  if (older.resolves !== undefined || newer.resolves !== undefined) return null;
  if (newer.delete) {
    const { set: _, ...rest } = older;
    return { ...rest, delete: true };
  }
  return { ...older, set: { ...older.set, ...newer.set } };
}

/** Empty values are left out of a doc, as the server does. */
export function isEmpty(value: Json | undefined): boolean {
  if (value === null || value === undefined || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** The server's doc with the changes on top; null: no such record (any more). */
export function effective(
  stored: Doc | null,
  changes: readonly Pick<Change, 'set' | 'delete'>[],
): Doc | null {
  let doc = stored;
  for (const change of changes) {
    doc = change.delete ? null : withFields(doc ?? {}, change.set ?? {});
  }
  return doc;
}

function withFields(doc: Doc, set: Doc): Doc {
  return Object.fromEntries(Object.entries({ ...doc, ...set }).filter(([, v]) => !isEmpty(v)));
}

/** The part of `set` that would alter `doc`; autosave writes nothing when nothing was typed. */
export function difference(doc: Doc, set: Doc): Doc {
  return Object.fromEntries(Object.entries(set).filter(([field, v]) => !same(doc[field], v)));
}

/** Equal as JSON, whatever the order of keys; all empty values are alike. */
export function same(a: Json | undefined, b: Json | undefined): boolean {
  if (isEmpty(a) || isEmpty(b)) return isEmpty(a) && isEmpty(b);
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const left = a as { readonly [key: string]: Json };
  const right = b as { readonly [key: string]: Json };
  const keys = Object.keys(left);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === Object.keys(right).length &&
    keys.every((key) => key in right && same(left[key], right[key]))
  );
}

/**
 * Lifts the base of a waiting change over one of our own that the server just applied as `version`.
 * Only where nobody else can have come between: the record was ours alone, or every field of the
 * waiting change was in the applied one.
 */
export function rebase(waiting: Queued, applied: Change, version: number): Queued {
  if (waiting.state !== 'unsent' || waiting.base >= version) return waiting;
  const fields = Object.keys(waiting.set ?? {});
  const covered = !waiting.delete && fields.every((field) => field in (applied.set ?? {}));
  return applied.base === 0 || covered ? { ...waiting, base: version } : waiting;
}

/** A new record that lacks a needed field; the server could only refuse it. */
export function isDraft(change: Queued): boolean {
  return (
    change.base === 0 &&
    change.state === 'unsent' &&
    !change.follows &&
    change.set !== undefined &&
    missingFields(change.kind, change.set).length > 0
  );
}

/**
 * The changes of the next request, oldest first: one for each record at most (its next waits for the
 * answer), no drafts, no removals that may still be undone, `limit` changes and about `bytes` at most.
 */
export function nextBatch(
  queue: readonly Queued[],
  now: number,
  limit: number,
  bytes: number,
): readonly Queued[] {
  const seen = new Set<Uuid>();
  const batch: Queued[] = [];
  let size = 0;
  for (const change of queue) {
    if (change.state === 'rejected' || seen.has(change.record)) continue;
    seen.add(change.record);
    if (isDraft(change) || mayBeUndone(change, now)) continue;
    size += JSON.stringify(change).length;
    if (batch.length > 0 && (batch.length >= limit || size > bytes)) break;
    batch.push(change);
  }
  return batch;
}

/**
 * The changes that a file may carry, oldest first: all that could be sent, without waiting for answers in
 * between. What must wait (a draft, a removal that may be undone) holds back what was made of it later.
 */
export function carriable(queue: readonly Queued[], now: number): readonly Queued[] {
  const stopped = new Set<Uuid>();
  return queue.filter((change) => {
    if (change.state === 'rejected' || stopped.has(change.record)) return false;
    if (!isDraft(change) && !mayBeUndone(change, now)) return true;
    stopped.add(change.record);
    return false;
  });
}

/** A clock that was set back must not hold a removal for ever. */
export function mayBeUndone(change: Queued, now: number): boolean {
  const wait = (change.not_before ?? 0) - now;
  return change.state === 'unsent' && wait > 0 && wait <= UNDO_MS;
}

/** The change without what only this phone needs to know. */
export function onWire(change: Queued): Change {
  const { seq: _s, state: _t, errors: _e, not_before: _n, again: _a, ...rest } = change;
  const { follows: _f, in_file: _i, ...wire } = rest;
  return wire;
}
