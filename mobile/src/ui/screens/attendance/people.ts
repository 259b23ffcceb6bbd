/** Who to show: people on the list, people known from earlier, and who may be the same. Pure. */

import { likelySame, nameKey } from '../../../core/names';
import type { AttendanceDoc } from '../../../core/records';
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

const keys = new WeakMap<object, string>();

/** Keys are worked out once per doc: search runs over hundreds of names at every letter. */
function keyOf(doc: AttendanceDoc): string {
  const known = keys.get(doc);
  if (known !== undefined) return known;
  const key = nameKey(doc.name ?? '');
  keys.set(doc, key);
  return key;
}

/** Keys are plain letters already; comparing them as a language would costs ten times as much. */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Every word typed begins some word of the name: "si am" finds Siti Aminah. */
export function finds(query: string, key: string): boolean {
  const parts = key.split(' ');
  return nameKey(query)
    .split(' ')
    .every((wanted) => parts.some((part) => part.startsWith(wanted)));
}

export function listed(
  rows: readonly Attendee[],
  query: string,
  filter: Filter,
): readonly Attendee[] {
  return rows
    .filter((row) => filter === 'all' || isHere(row) === (filter === 'present'))
    .filter((row) => query === '' || finds(query, keyOf(row.doc)))
    .sort((a, b) => order(keyOf(a.doc), keyOf(b.doc)) || order(a.id, b.id));
}

/** One entry per person (name, L/P, dusun), the latest first told, without those on today's list. */
export function knownPeople(
  earlier: readonly Attendee[],
  today: readonly Attendee[],
): readonly Known[] {
  const seen = new Set(today.map(({ doc }) => identity(doc)));
  const people: Known[] = [];
  for (const { doc } of [...earlier].sort((a, b) => order(b.id, a.id))) {
    const key = identity(doc);
    if (!doc.name || seen.has(key)) continue;
    seen.add(key);
    const { name, gender, element, hamlet, rt, rw, position } = doc;
    people.push(only({ key, name, gender, element, hamlet, rt, rw, position }) as Known);
  }
  return people.sort((a, b) => order(a.key, b.key));
}

/** Names are not unique in a village: L/P and dusun keep namesakes apart. */
function identity(doc: AttendanceDoc): string {
  return [keyOf(doc), doc.gender ?? '', (doc.hamlet ?? '').toLowerCase()].join('|');
}

function only<T extends object>(doc: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(doc).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}

/** Up to two people who may be meant by what is typed; never more than a question. */
export function maybeSame(name: string, rows: readonly Attendee[]): readonly Attendee[] {
  if (name.trim().length < 4) return [];
  return rows.filter(({ doc }) => likelySame(name, doc.name ?? '')).slice(0, 2);
}
