/** Which activities are being carried out: what a year's last decision adopted, and what somebody reported on. */
import type { MeetingDoc } from '../../../core/records';
import type { RowOf } from '../../live/rows';

type Item = RowOf<'budget_item'>;

interface Meeting {
  readonly id: string;
  readonly doc: MeetingDoc;
}

interface Report {
  readonly doc: { readonly budget_item?: string };
}

/** By fiscal year, the latest first. A plan that the budget has taken up is not shown beside it. */
export function running(
  items: readonly Item[],
  meetings: readonly Meeting[],
  reports: readonly Report[],
): readonly (readonly [string, readonly Item[]])[] {
  const start = new Map(
    meetings.map(({ id, doc }) => [id, Date.parse(doc.planned_start ?? '') || 0]),
  );
  const reported = new Set(reports.map(({ doc }) => doc.budget_item));
  const adopted = items.filter(
    ({ doc }) => !['proposed', 'dropped'].includes(doc.state ?? 'proposed'),
  );
  const last = new Map<string, number>();
  for (const { doc } of adopted) {
    const at = start.get(doc.meeting ?? '') ?? 0;
    last.set(yearOf(doc), Math.max(at, last.get(yearOf(doc)) ?? 0));
  }
  const years = new Map<string, Item[]>();
  for (const item of adopted) {
    const year = yearOf(item.doc);
    if (start.get(item.doc.meeting ?? '') !== last.get(year) && !reported.has(item.id)) continue;
    years.set(year, [...(years.get(year) ?? []), item]);
  }
  return [...years].sort(([a], [b]) => b.localeCompare(a));
}

function yearOf({ fiscal_year }: Item['doc']): string {
  return fiscal_year ? String(fiscal_year) : '';
}
