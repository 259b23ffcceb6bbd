/** Arithmetic of a decision, and what earlier meetings left to be done. */
import type { AgendaItemDoc, MeetingDoc } from './records';
import type { Uuid } from './types';

type Votes = Pick<AgendaItemDoc, 'votes_for' | 'votes_against' | 'votes_abstained'>;

export function votesOf({ votes_for = 0, votes_against = 0, votes_abstained = 0 }: Votes): number {
  return votes_for + votes_against + votes_abstained;
}

/**
 * How many more may still be counted in this field: nobody votes twice. Without a list of those present nobody can
 * tell, so everything fits.
 */
export function votesLeft(doc: Votes, field: keyof Votes, present: number): number {
  if (present === 0) return Number.POSITIVE_INFINITY;
  return Math.max(0, present - votesOf({ ...doc, [field]: 0 }));
}

export interface Task {
  readonly item: Uuid;
  readonly meeting: Uuid;
  readonly what: string;
  readonly who: string;
  readonly due: string;
}

interface Rows {
  readonly meetings: readonly { readonly id: Uuid; readonly doc: MeetingDoc }[];
  readonly agenda: readonly { readonly id: Uuid; readonly doc: AgendaItemDoc }[];
}

/** What meetings before this one left to be done and no meeting since has taken up; the latest meeting first. */
export function openTasks(meeting: Uuid, { meetings, agenda }: Rows): readonly Task[] {
  const start = (id: string | undefined) =>
    Date.parse(meetings.find((each) => each.id === id)?.doc.planned_start ?? '') || 0;
  const here = start(meeting);
  const before = agenda
    .filter(({ doc }) => doc.meeting !== meeting && start(doc.meeting) < here)
    .sort((a, b) => start(b.doc.meeting) - start(a.doc.meeting));
  const topics = agenda.map(({ doc }) => ({ topic: key(doc.topic), at: start(doc.meeting) }));
  return before.flatMap(({ id, doc }) =>
    (doc.follow_up ?? []).flatMap(({ what = '', who = '', due = '' }) => {
      const taken = topics.some(
        ({ topic, at }) => at > start(doc.meeting) && at <= here && topic.endsWith(key(what)),
      );
      return what.trim() && !taken
        ? [{ item: id, meeting: doc.meeting ?? '', what, who, due }]
        : [];
    }),
  );
}

function key(text = ''): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim();
}
