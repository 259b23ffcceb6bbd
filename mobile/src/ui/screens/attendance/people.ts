/** Who to show: people on the list, people known from earlier, and who may be the same. Pure. */

import { alike, type Heard, heard, nameKey } from '../../../core/names';
import type { AttendanceDoc } from '../../../core/records';
import type { Doc } from '../../../core/types';
import type { RowOf } from '../../live/rows';

export type Attendee = RowOf<'attendance'>;
export type Filter = 'all' | 'present' | 'waiting';

/** A person of an earlier meeting, not on today's list. */
export type Known = Pick<
  AttendanceDoc,
  'name' | 'gender' | 'element' | 'hamlet' | 'rt' | 'rw' | 'position'
> & { readonly key: string };

export function isHere({ doc }: Pick<Attendee, 'doc'>): boolean {
  return doc.status === 'present' || doc.status === 'represented';
}

const names = new WeakMap<object, Heard>();

/** Worked out once per doc: search runs over hundreds of names at every letter. */
export function heardOf(doc: AttendanceDoc): Heard {
  const known = names.get(doc);
  if (known) return known;
  const fresh = heard(doc.name ?? '');
  names.set(doc, fresh);
  return fresh;
}

/** Keys are plain letters already; comparing them as a language would costs ten times as much. */
export function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether a key answers to what is typed; every word typed begins some word of it: "si am" finds Siti Aminah. */
export function finder(query: string): (key: string) => boolean {
  const wanted = nameKey(query)
    .split(' ')
    .filter((word) => word !== '');
  if (wanted.length === 0) return () => true;
  return (key) => {
    const padded = ` ${key}`;
    return wanted.every((word) => padded.includes(` ${word}`));
  };
}

/** By name. Sorted once per change of the list, not at every letter. */
export function byName(rows: readonly Attendee[]): readonly Attendee[] {
  return [...rows].sort(
    (a, b) => order(heardOf(a.doc).key, heardOf(b.doc).key) || order(a.id, b.id),
  );
}

/** The rows that are to be seen, in the order given. */
export function shown(
  rows: readonly Attendee[],
  query: string,
  filter: Filter,
  here: (row: Attendee) => boolean = isHere,
): readonly Attendee[] {
  const found = finder(query);
  return rows.filter(
    (row) =>
      (filter === 'all' || here(row) === (filter === 'present')) && found(heardOf(row.doc).key),
  );
}

/** One entry per person (name, L/P, dusun), the latest first told, by name. */
export function everKnown(earlier: readonly Attendee[]): readonly Known[] {
  const people = new Map<string, Known>();
  for (const { doc } of [...earlier].sort((a, b) => order(b.id, a.id))) {
    const key = identity(doc);
    if (!doc.name || people.has(key)) continue;
    const { name, gender, element, hamlet, rt, rw, position } = doc;
    people.set(key, only({ key, name, gender, element, hamlet, rt, rw, position }) as Known);
  }
  return [...people.values()].sort((a, b) => order(a.key, b.key));
}

/** Whose presence the quorum asks for: what else people came as is said of them. */
export function isGuest({ doc }: Pick<Attendee, 'doc'>): boolean {
  return (doc.capacity ?? 'invited') === 'invited';
}

/** A known person as somebody who is invited, and not here yet. */
export function asGuest({ key: _, ...person }: Known): Doc {
  return { ...person, capacity: 'invited', status: 'invited' } as Doc;
}

/** Without those who stand on the list already. */
export function without(known: readonly Known[], list: readonly Attendee[]): readonly Known[] {
  const there = new Set(list.map(({ doc }) => identity(doc)));
  return known.filter(({ key }) => !there.has(key));
}

/** The key of a known person that is searched: the name alone. */
export function nameOf({ key }: Known): string {
  return key.slice(0, key.indexOf('|'));
}

/** Names are not unique in a village: L/P and dusun keep namesakes apart. */
function identity(doc: AttendanceDoc): string {
  return [heardOf(doc).key, doc.gender ?? '', hamletOf(doc)].join('|');
}

export function hamletOf({ hamlet = '' }: AttendanceDoc): string {
  return hamlet.trim().toLowerCase();
}

function only<T extends object>(doc: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(doc).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}

/** Up to two people who may be meant by what is typed; never more than a question. */
export function maybeSame(name: string, rows: readonly Attendee[]): readonly Attendee[] {
  if (name.trim().length < 4) return [];
  const typed = heard(name);
  return rows.filter(({ doc }) => alike(typed, heardOf(doc))).slice(0, 2);
}

/** Hamlets of the village that nobody present comes from; none while nobody present says where from. */
export function missingHamlets(
  hamlets: readonly string[],
  present: Readonly<Record<string, number>>,
): readonly string[] {
  const told = new Set(Object.keys(present).map((name) => name.trim().toLowerCase()));
  return told.size === 0 ? [] : hamlets.filter((name) => !told.has(name.trim().toLowerCase()));
}
