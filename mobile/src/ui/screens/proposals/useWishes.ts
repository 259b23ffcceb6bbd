/** The wishes of a village as this phone knows them, seen from one of its meetings. */
import { useMemo } from 'preact/hooks';
import { type Ancestry, ancestry, stands } from '../../../core/ancestry';
import { asked, gathers, type Wish, waiting } from '../../../core/wishes';
import { words } from '../../../i18n';
import { type RowOf, useRows } from '../../live/rows';
import type { Meeting } from '../../parts/MeetingFrame';

export interface Group {
  readonly meeting: Meeting;
  readonly wishes: readonly Wish[];
}

export interface Wishes {
  readonly all: readonly Wish[];
  readonly rows: readonly RowOf<'proposal'>[];
  /** What earlier meetings asked for and nobody paid for yet, by the meeting that heard it. */
  readonly earlier: readonly Group[];
  readonly count: number;
  /** Who goes on for whom. */
  readonly kin: Ancestry;
  /** The name of the meeting that heard it. */
  readonly heardAt: (wish: Wish) => string;
}

/** undefined while the phone is still reading. */
export function useWishes(meeting: Meeting): Wishes | undefined {
  const where = { village: meeting.village };
  const rows = useRows('proposal', where);
  const items = useRows('budget_item', where);
  const meetings = useRows('meeting', where);
  return useMemo(
    () => rows && items && meetings && wishesFrom(meeting, rows, items, meetings),
    [meeting, rows, items, meetings],
  );
}

/** What of all this waits for the meeting; a meeting of wishes hears only those of other years and of its own place. */
export function wishesFrom(
  meeting: Meeting,
  rows: readonly RowOf<'proposal'>[],
  items: readonly RowOf<'budget_item'>[],
  meetings: readonly Meeting[],
): Wishes {
  const known = new Map(meetings.map((row) => [row.id, row]));
  const standing = items.filter(({ doc }) => doc.state !== 'dropped');
  const ids = new Set<string>(standing.map(({ id }) => id));
  const sources = new Set(standing.map(({ doc }) => doc.proposal));
  const all = rows.map(({ id, doc }): Wish => {
    const heard = known.get(doc.meeting ?? '');
    const funded = sources.has(id) || (doc.became?.some((item) => ids.has(item)) ?? false);
    return { id, meeting: doc.meeting ?? '', year: heard ? yearOf(heard) : 0, funded, doc };
  });
  const kin = ancestry(
    rows.map(({ id, doc }) => ({ id, merged_into: doc.merged_into, split_from: doc.split_from })),
  );
  const counted = all.filter(({ id }) => stands(kin, id));
  const found = waiting(counted, {
    meeting: meeting.id,
    year: yearOf(meeting),
    before: (other) => isBefore(known.get(other), meeting),
  }).filter((wish) => belongs(wish, meeting));
  const heardAt = (wish: Wish) => known.get(wish.meeting)?.doc.title ?? '';
  return { all, rows, earlier: byMeeting(found, known), count: found.length, kin, heardAt };
}

function yearOf({ doc }: Meeting): number {
  return doc.fiscal_year ?? Number(doc.planned_start?.slice(0, 4) ?? 0);
}

function isBefore(other: Meeting | undefined, meeting: Meeting): boolean {
  if (!other) return false;
  const [a, b] = [
    Date.parse(other.doc.planned_start ?? ''),
    Date.parse(meeting.doc.planned_start ?? ''),
  ];
  if (Number.isNaN(a) || Number.isNaN(b) || a === b) return other.id < meeting.id;
  return a < b;
}

function belongs(wish: Wish, meeting: Meeting): boolean {
  if (!gathers(meeting.doc.type)) return true;
  const { hamlet } = meeting.doc;
  return wish.year < yearOf(meeting) && (!hamlet || !wish.doc.hamlet || wish.doc.hamlet === hamlet);
}

function byMeeting(wishes: readonly Wish[], known: ReadonlyMap<string, Meeting>): readonly Group[] {
  const groups = new Map<string, Wish[]>();
  for (const wish of wishes) groups.set(wish.meeting, [...(groups.get(wish.meeting) ?? []), wish]);
  return [...groups].flatMap(([id, of]) => {
    const meeting = known.get(id);
    return meeting ? [{ meeting, wishes: of }] : [];
  });
}

/** `Diusulkan 3 tahun berturut-turut`; nothing for what was asked once. */
export function askedWords(wish: Wish, all: readonly Wish[]): string | undefined {
  const t = words().wishes;
  const { years, running, meetings } = asked(wish, all);
  if (running > 1 && running === years.length) return t.askedInARow(running);
  if (years.length > 1) return t.askedIn([...years].reverse().join(', '));
  return meetings > 1 ? t.askedAt(meetings) : undefined;
}
