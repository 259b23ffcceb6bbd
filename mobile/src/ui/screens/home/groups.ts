import type { MeetingStatus } from '../../../core/records';
import type { RowOf } from '../../live/rows';

export const GROUPS = ['returned', 'today', 'planned', 'sent', 'published'] as const;
type Group = (typeof GROUPS)[number];
type Meeting = RowOf<'meeting'>;

const GROUP_OF: Readonly<Record<MeetingStatus, Group>> = {
  returned: 'returned',
  held: 'today',
  planned: 'planned',
  submitted: 'sent',
  accepted: 'sent',
  published: 'published',
  corrected: 'published',
};

/** Meetings by what they need; the next one first among the planned, the latest first elsewhere. */
export function grouped(meetings: readonly Meeting[]): Readonly<Record<Group, readonly Meeting[]>> {
  const groups: Record<Group, Meeting[]> = {
    returned: [],
    today: [],
    planned: [],
    sent: [],
    published: [],
  };
  const byDate = [...meetings].sort((a, b) => start(b).localeCompare(start(a)));
  for (const row of byDate) groups[GROUP_OF[row.doc.status ?? 'planned']].push(row);
  groups.planned.reverse();
  return groups;
}

function start(row: Meeting): string {
  const moment = Date.parse(row.doc.planned_start ?? '');
  return Number.isNaN(moment) ? '' : new Date(moment).toISOString();
}
