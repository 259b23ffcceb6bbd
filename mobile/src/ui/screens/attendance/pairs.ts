/** Names on one list that may be one person, as when two phones recorded at two doors. Pure. */
import { alike } from '../../../core/names';
import type { AttendanceDoc } from '../../../core/records';
import { type Attendee, hamletOf, heardOf, order } from './people';

export type Pair = readonly [Attendee, Attendee];

/** How many neighbours by name each is compared with: all with all would take seconds in a long list. */
const NEAREST = 8;

/** Rows that two phones may each have made of one person. A hint; only a person ever takes one away. */
export function doubles(rows: readonly Attendee[], apart: ReadonlySet<string>): readonly Pair[] {
  const sorted = [...rows].sort((a, b) => order(heardOf(a.doc).sound, heardOf(b.doc).sound));
  return sorted.flatMap((row, at) =>
    sorted
      .slice(at + 1, at + 1 + NEAREST)
      .filter((other) => mayBeOne(row.doc, other.doc))
      .map((other): Pair => (row.id < other.id ? [row, other] : [other, row]))
      .filter((pair) => !apart.has(pairKey(pair))),
  );
}

export function pairKey([one, other]: Pair): string {
  return `${one.id} ${other.id}`;
}

function mayBeOne(a: AttendanceDoc, b: AttendanceDoc): boolean {
  return (
    alike(heardOf(a), heardOf(b)) &&
    agree(genderOf(a), genderOf(b)) &&
    agree(hamletOf(a), hamletOf(b))
  );
}

const genderOf = ({ gender }: AttendanceDoc) => (gender === 'unknown' ? '' : (gender ?? ''));

/** What one of them does not say speaks against nothing. */
function agree(a: string, b: string): boolean {
  return a === '' || b === '' || a === b;
}
