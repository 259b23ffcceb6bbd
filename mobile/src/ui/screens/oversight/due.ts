/** What is to be looked at within a week or should have been already, by the meeting whose strategy it is. */
import type { RowOf } from '../../live/rows';
import { standing } from './rounds';

export interface Due {
  readonly meeting: string;
  readonly soon: number;
  readonly late: number;
  readonly subjects: readonly string[];
}

const WEEK = 7 * 86_400_000;

type Known<K extends 'meeting' | 'oversight_action' | 'oversight_visit'> = Pick<
  RowOf<K>,
  'id' | 'doc'
>;

/** The most pressing meeting first; `today` as a text, 2026-11-26. */
export function dueOf(
  meetings: readonly Known<'meeting'>[],
  actions: readonly Known<'oversight_action'>[],
  visits: readonly Known<'oversight_visit'>[],
  today: string,
): readonly Due[] {
  const until = new Date(Date.parse(today) + WEEK).toISOString().slice(0, 10);
  const found = meetings.map(({ id, doc }) => {
    const lines = actions.filter((one) => one.doc.meeting === id);
    const rounds = lines.map((one) => {
      const own = visits.filter((visit) => visit.doc.oversight_action === one.id);
      return { ...standing(one.doc, own, doc.fiscal_year, today), subject: one.doc.subject ?? '' };
    });
    const pressing = rounds.filter(({ next }) => next !== undefined && next <= until);
    const late = pressing.filter(({ overdue }) => overdue).length;
    const subjects = pressing.map(({ subject }) => subject);
    return { meeting: id, soon: pressing.length - late, late, subjects };
  });
  return found.filter(({ subjects }) => subjects.length > 0).sort((a, b) => b.late - a.late);
}
