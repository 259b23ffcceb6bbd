/** Who is invited, told apart by the element of society they stand for. Pure. */
import { ELEMENTS, type Element, type MeetingDoc } from '../../../core/records';
import { type Attendee, byName, everKnown, isGuest, type Known } from '../attendance/people';
import { lastLike } from '../newmeeting/template';

/** What was received was sent. */
export function wasSent({ doc }: Pick<Attendee, 'doc'>): boolean {
  return Boolean(doc.invited_on || doc.invitation_received);
}

export interface Group {
  readonly element: Element;
  readonly guests: readonly Attendee[];
}

/** In the order of the law; elements that nobody is invited from are left out. */
export function byElement(guests: readonly Attendee[]): readonly Group[] {
  return ELEMENTS.map((element) => ({
    element,
    guests: byName(guests.filter(({ doc }) => (doc.element ?? 'lain') === element)),
  })).filter((group) => group.guests.length > 0);
}

/** Elements that the meeting's rules ask for and nobody is invited from. */
export function uninvited(
  guests: readonly Attendee[],
  required: readonly Element[] | null | undefined,
): readonly Element[] {
  const there = new Set(guests.map(({ doc }) => doc.element ?? 'lain'));
  return (required ?? []).filter((element) => !there.has(element));
}

interface Told {
  readonly id: string;
  readonly doc: MeetingDoc;
}

export interface LastList {
  readonly title: string;
  readonly people: readonly Known[];
}

/** The list of the last meeting like this one that invited anybody by name. */
export function lastList(
  rows: readonly Attendee[],
  meetings: readonly Told[],
  { id, doc }: Told,
): LastList | null {
  const guests = rows.filter(isGuest);
  const inviting = new Set(guests.map((row) => row.doc.meeting));
  const earlier = meetings.filter((each) => each.id !== id && inviting.has(each.id));
  const last = lastLike(earlier, doc.type ?? 'musdesus_lain');
  if (!last) return null;
  const people = everKnown(guests.filter((row) => row.doc.meeting === last.id));
  return { title: last.doc.title ?? '', people };
}
