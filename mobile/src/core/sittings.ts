/** The sittings of one meeting: which runs, what follows when too few came, and who sat in which. */

import type { AttendanceDoc, SessionDoc } from './records';
import type { Uuid } from './types';

export interface Sitting {
  readonly id: Uuid;
  readonly doc: SessionDoc;
}

/** Where a meeting stands between its sittings. */
export type Phase = 'before' | 'running' | 'waiting' | 'broken' | 'over';

export interface Standing {
  readonly phase: Phase;
  /** The sitting that runs. */
  readonly running?: Sitting;
  /** The one that ended last. */
  readonly last?: Sitting;
  /** The next one that is planned and has not begun. */
  readonly next?: Sitting;
  /** Somebody sat already, and the meeting was adjourned for want of quorum. */
  readonly second: boolean;
}

const HOUR = 3_600_000;
/** Usual rules of order: adjourn for at most three hours, else meet again within three days (Permendesa 2/2015). */
export const WAIT_HOURS = 3;
export const AGAIN_DAYS = 3;

/** In the order in which they were held; those that have not begun come last, as they were written down. */
export function inOrder<S extends Sitting>(sittings: readonly S[]): readonly S[] {
  const from = ({ doc }: S) => moment(doc.started_at) ?? Number.POSITIVE_INFINITY;
  return [...sittings].sort((a, b) => {
    const [one, other] = [from(a), from(b)];
    return one === other ? (a.id < b.id ? -1 : 1) : one - other;
  });
}

/** What may be done next follows from this alone. */
export function standing(sittings: readonly Sitting[]): Standing {
  const ordered = inOrder(sittings);
  const begun = ordered.filter(({ doc }) => doc.started_at);
  const running = begun.filter(({ doc }) => !doc.ended_at).at(-1);
  const last = begun.filter(({ doc }) => doc.ended_at).at(-1);
  const next = ordered.find(({ doc }) => !doc.started_at);
  const newest = begun.at(-1)?.doc.started_at;
  const second = begun.some(
    ({ doc }) => doc.outcome === 'adjourned_no_quorum' && over(doc, newest),
  );
  return {
    phase: running ? 'running' : last ? after(last) : 'before',
    second,
    ...(running && { running }),
    ...(last && { last }),
    ...(next && { next }),
  };
}

function after({ doc }: Sitting): Phase {
  if (doc.outcome === 'adjourned_no_quorum') return 'waiting';
  return doc.outcome === 'adjourned' ? 'broken' : 'over';
}

/** Until when to wait for more people, and until when to meet again, after an adjournment for want of quorum. */
export function deadlines(adjourned: string): { readonly wait: string; readonly again: string } {
  const at = moment(adjourned) ?? 0;
  return {
    wait: new Date(at + WAIT_HOURS * HOUR).toISOString(),
    again: new Date(at + AGAIN_DAYS * 24 * HOUR).toISOString(),
  };
}

/**
 * This sitting, and what another phone wrote down of it: two doors may each have begun the meeting. Same place, and
 * the hours overlap.
 */
export function together<S extends Sitting>(one: S, sittings: readonly S[]): readonly S[] {
  return sittings.filter(
    (other) => other.id === one.id || (other.doc.started_at && isTwin(one.doc, other.doc)),
  );
}

function isTwin(one: SessionDoc, other: SessionDoc): boolean {
  const place = (doc: SessionDoc) => doc.place?.trim().toLowerCase() ?? '';
  const apart = over(one, other.started_at) || over(other, one.started_at);
  return place(one) === place(other) && !apart;
}

/** Ended by then. Hours are kept to the minute: what ends and what begins in the same one follow each other. */
function over({ ended_at }: SessionDoc, by: string | undefined): boolean {
  return ended_at !== undefined && by !== undefined && !isBefore(by, ended_at);
}

/**
 * The sittings that somebody who came was at. Who was marked before any sitting ran, or by an older app, or in one
 * that was taken away, names none: that was the first.
 */
export function satIn(
  { status, sessions = [] }: AttendanceDoc,
  sittings: readonly Sitting[],
): readonly Uuid[] {
  if (status !== 'present' && status !== 'represented') return [];
  const known = sessions.filter((id) => sittings.some((sitting) => sitting.id === id));
  if (known.length > 0) return known;
  const first = inOrder(sittings).find(({ doc }) => doc.started_at);
  return first ? [first.id] : [];
}

/** Tells who is here now: while a further sitting runs, in that one; else at all. */
export function hereIn(sittings: readonly Sitting[]): (doc: AttendanceDoc) => boolean {
  const { running } = standing(sittings);
  if (!running) return ({ status }) => status === 'present' || status === 'represented';
  const now = new Set(together(running, sittings).map(({ id }) => id));
  return (doc) => satIn(doc, sittings).some((id) => now.has(id));
}

/** What a tap on a name says: here now, or not here after all. Null takes a field back. */
export function tapped(
  doc: AttendanceDoc,
  sittings: readonly Sitting[],
  now: string,
): { readonly [F in 'status' | 'arrived_at' | 'left_at' | 'sessions']?: AttendanceDoc[F] | null } {
  const { running } = standing(sittings);
  const sat = satIn(doc, sittings);
  if (hereIn(sittings)(doc)) {
    const left = running ? together(running, sittings).map(({ id }) => id) : sat;
    const rest = sat.filter((id) => !left.includes(id));
    if (rest.length > 0) return { sessions: rest };
    return { status: 'invited', arrived_at: null, left_at: null, sessions: null };
  }
  const came = sat.length > 0;
  return {
    ...(!came && { status: 'present', arrived_at: now }),
    ...(running && { sessions: [...sat, running.id], left_at: null }),
  };
}

/** Whether this hour comes before that one; false where either is missing. */
export function isBefore(one: string | undefined, other: string | undefined): boolean {
  const [a, b] = [moment(one), moment(other)];
  return a !== undefined && b !== undefined && a < b;
}

function moment(iso: string | undefined): number | undefined {
  const at = iso ? Date.parse(iso) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}
