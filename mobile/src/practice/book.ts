/**
 * The practice office's book: what it holds of each record, who set which field last, and what waits for
 * a person. Taken out of the practice storage, written in, and put back as one; see office.ts.
 */

import { isEmpty, same } from '../core/changes';
import { goesOn } from '../core/life';
import { CRITERIA } from '../core/ranking';
import type { BudgetState } from '../core/records';
import { defaultsOf, fieldsOf } from '../core/records';
import type { Change, Doc, Json, KindName, Uuid } from '../core/types';

/** Who writes in the practice village. */
export type Hand = 'pupil' | 'colleague' | 'officer';

interface Mark {
  readonly version: number;
  readonly hand: Hand;
  /** What stood there before. */
  readonly before: Json;
}

export interface Kept {
  readonly kind: KindName;
  readonly record: Uuid;
  readonly version: number;
  readonly doc: Doc;
  readonly deleted?: true;
  readonly by: { readonly [field: string]: Mark };
}

/** An entry of the list of what waits, as the office tells it. */
export interface Open {
  readonly id: Uuid;
  readonly type: 'conflict' | 'held';
  readonly entry: { readonly [key: string]: Json };
}

export interface Book {
  head: number;
  /** false: the practice phone stands where there is no signal. */
  signal: boolean;
  /** When the signal was last taken away. */
  cut_at?: string;
  readonly records: { [record: Uuid]: Kept };
  readonly answered: { [change: Uuid]: Doc };
  readonly open: { [id: Uuid]: Open };
  /** What the pupil wrote last that a colleague could write otherwise. */
  last?: { readonly record: Uuid; readonly field: string };
  /** What was gone through: nothing in the records tells it. */
  readonly been: { unheard?: true; settled?: true; mended?: true };
}

export const EMPTY: Book = { head: 0, signal: true, records: {}, answered: {}, open: {}, been: {} };

/** Names for people in the list of what waits. */
export interface Names {
  readonly pupil: string;
  readonly colleague: string;
}

const CLOSED: ReadonlySet<Json | undefined> = new Set(['accepted', 'published', 'corrected']);
/** These go on after the meeting is closed. */
const AFTERWARDS: ReadonlySet<KindName> = new Set([
  'photo',
  'publicity',
  'progress_report',
  'oversight_action',
  'oversight_visit',
]);

/** Answers one change, as docs/sync.md says; the same change again gets the same answer. */
export function answer(book: Book, change: Change, names: Names, now: string): Doc {
  const before = book.answered[change.id];
  if (before) return { ...before, replayed: true };
  const result = isClosed(book, change)
    ? hold(book, change, names)
    : merge(book, change, names, now);
  book.answered[change.id] = result;
  return result;
}

function isClosed(book: Book, { kind, record, set }: Change): boolean {
  if (AFTERWARDS.has(kind) || goesOnAfterwards(book, kind, record, set)) return false;
  const meeting = kind === 'meeting' ? record : (set?.meeting ?? book.records[record]?.doc.meeting);
  return CLOSED.has(book.records[String(meeting)]?.doc.status);
}

/** What later meetings say of a wish, and that the work went on: an officer need not decide about these. */
function goesOnAfterwards(book: Book, kind: KindName, record: Uuid, set: Doc = {}): boolean {
  const known = book.records[record]?.doc;
  const only = (names: ReadonlySet<string>) => Object.keys(set).every((name) => names.has(name));
  if (!known || Object.keys(set).length === 0) return false;
  if (kind === 'proposal') return only(SEEN_LATER);
  if (kind !== 'budget_item' || !only(WORK)) return false;
  return goesOn(known.state as BudgetState, set.state as BudgetState);
}

const SEEN_LATER: ReadonlySet<string> = new Set([
  ...['fate', 'deferred_to', 'asked_of', 'reason', 'became', 'merged_into'],
  ...['score', 'votes', 'rank', 'rank_reason', ...CRITERIA],
]);
const WORK: ReadonlySet<string> = new Set(['state', 'reason']);

function hold(book: Book, change: Change, { pupil }: Names): Doc {
  const id = `held-${change.id}`;
  const { kind, record, village, made_at, set = {} } = change;
  const deletes = change.delete === true;
  const entry = { kind, record, village, made_at, set, deletes, reason: 'closed', by: pupil };
  book.open[id] = { id, type: 'held', entry };
  return { id: change.id, outcome: 'held', held: id, reason: 'closed' };
}

function merge(book: Book, change: Change, names: Names, now: string): Doc {
  const kept = book.records[change.record];
  const fields = Object.keys(change.set ?? {});
  const moved =
    change.resolves === undefined ? fields.filter((f) => isOthers(kept, change, f)) : [];
  const others = Object.values(kept?.by ?? {});
  const edited = others.some(({ version, hand }) => version > change.base && hand !== 'pupil');
  if (change.delete && change.resolves === undefined && edited) {
    return conflict(book, change, [], names, now);
  }
  const set = Object.entries(change.set ?? {}).filter(([field]) => !moved.includes(field));
  const ahead = (kept?.version ?? 0) > change.base;
  write(book, change, Object.fromEntries(set), 'pupil', change.delete);
  note(book, change);
  if (moved.length > 0) return conflict(book, change, moved, names, now);
  return { id: change.id, outcome: ahead ? 'merged' : 'applied', version: book.head };
}

/** Somebody else set the field after the pupil last looked, and to something else. */
function isOthers(kept: Kept | undefined, change: Change, field: string): boolean {
  const mark = kept?.by[field];
  if (!kept || !mark || mark.hand === 'pupil' || mark.version <= change.base) return false;
  if (fieldsOf(change.kind)[field]?.merge === 'latest') return false;
  return !same(kept.doc[field], change.set?.[field]);
}

function conflict(
  book: Book,
  change: Change,
  contested: readonly string[],
  { pupil, colleague }: Names,
  now: string,
): Doc {
  const id = `conflict-${change.id}`;
  const { kind, record, village, made_at } = change;
  const kept = book.records[record];
  const fields = contested.map((field) => [
    field,
    {
      base: kept?.by[field]?.before ?? null,
      stored: kept?.doc[field] ?? null,
      offered: change.set?.[field] ?? null,
    },
  ]);
  book.open[id] = {
    id,
    type: 'conflict',
    entry: {
      ...{ kind, record, village, made_at, by: pupil, stored_by: colleague, stored_at: now },
      deletes: change.delete === true,
      fields: Object.fromEntries(fields),
    },
  };
  const version = contested.length > 0 ? { version: book.head } : {};
  return { id: change.id, outcome: 'conflict', ...version, conflict: id, contested };
}

type Named = Pick<Change, 'kind' | 'record'>;

/** Enters `set` as the next number of the book. */
export function write(book: Book, { kind, record }: Named, set: Doc, hand: Hand, deletes = false) {
  const kept = book.records[record];
  book.head += 1;
  const version = book.head;
  const doc = { ...(kept?.doc ?? defaultsOf(kind)), ...set };
  const marks = Object.keys(set).map((field) => [
    field,
    { version, hand, before: kept?.doc[field] ?? null },
  ]);
  book.records[record] = {
    ...{ kind, record, version },
    doc: Object.fromEntries(Object.entries(doc).filter(([, value]) => !isEmpty(value))),
    by: { ...kept?.by, ...Object.fromEntries(marks) },
    ...(deletes ? { deleted: true as const } : {}),
  };
}

function note(book: Book, change: Change): void {
  if (book.cut_at && change.made_at >= book.cut_at) book.been.unheard = true;
  if (change.resolves !== undefined && book.open[change.resolves]) {
    delete book.open[change.resolves];
    book.been.settled = true;
  }
  const { status } = change.set ?? {};
  const was = book.records[change.record]?.by.status?.before;
  if (change.kind === 'meeting' && status === 'submitted' && was === 'returned') {
    book.been.mended = true;
  }
}

/** What has changed since number `from`, oldest first, without what this very exchange told. */
export function since(book: Book, from: number, told: ReadonlySet<number>): readonly Kept[] {
  return Object.values(book.records)
    .filter(({ version }) => version > from && !told.has(version))
    .sort((a, b) => a.version - b.version);
}
