/** Reports in the order of the days they speak of; two of one day in the order they were made. */
import type { RowOf } from '../../live/rows';

export type ReportRow = RowOf<'progress_report'>;

export function byDay(reports: readonly ReportRow[]): readonly ReportRow[] {
  const key = ({ id, doc }: ReportRow) => `${doc.reported_on ?? ''} ${id}`;
  return [...reports].sort((a, b) => (key(a) < key(b) ? 1 : -1));
}

export function latest(reports: readonly ReportRow[]): ReportRow | undefined {
  return byDay(reports)[0];
}
