/** What is to be said of an activity that does not go as planned, the same as the server's (tests/vectors/works.json). */
import type { BudgetItemDoc, ProgressReportDoc } from '../../../core/records';

export type Mark =
  | 'overspent'
  | 'work_late'
  | 'money_ahead'
  | 'report_backwards'
  | 'work_behind'
  | 'work_stuck';

const BEHIND = 30;
const AHEAD = 30;
const SILENT = 60;
const DAY = 86_400_000;

/** `reports` in the order of their days; the gravest mark first. */
export function marks(
  item: BudgetItemDoc,
  reports: readonly ProgressReportDoc[],
  today: string,
): readonly Mark[] {
  if (item.state === 'dropped') return [];
  const percents = said(reports.map((one) => one.physical_percent));
  const sums = said(reports.map((one) => one.spent));
  const percent = percents.at(-1);
  const spent = sums.at(-1);
  const { amount = 0 } = item;
  const finished = item.state === 'done' || item.state === 'accounted_for' || percent === 100;
  const [begins, ends] = months(item);
  const late = ends !== undefined && today > ends && !finished;
  const found: readonly (readonly [Mark, boolean])[] = [
    ['overspent', spent !== undefined && spent > amount],
    ['work_late', late],
    [
      'money_ahead',
      spent !== undefined &&
        percent !== undefined &&
        amount > 0 &&
        spent * 100 > (percent + AHEAD) * amount,
    ],
    ['report_backwards', falls(percents) || falls(sums)],
    ['work_behind', !late && !finished && behind(reports.at(-1), begins, ends, today)],
    ['work_stuck', !finished && stuck(reports, begins, today)],
  ];
  return found.flatMap(([mark, holds]) => (holds ? [mark] : []));
}

type Day = string | undefined;

function months({ fiscal_year, start_month, end_month }: BudgetItemDoc): readonly [Day, Day] {
  if (!fiscal_year) return [undefined, undefined];
  return [
    start_month ? text(Date.UTC(fiscal_year, start_month - 1, 1)) : undefined,
    end_month ? text(Date.UTC(fiscal_year, end_month, 0)) : undefined,
  ];
}

function behind(
  last: ProgressReportDoc | undefined,
  begins: string | undefined,
  ends: string | undefined,
  today: string,
): boolean {
  if (last?.physical_percent === undefined || !last.reported_on) return false;
  if (!begins || !ends || ends < begins) return false;
  const on = last.reported_on < today ? last.reported_on : today;
  const whole = days(begins, ends) + 1;
  const gone = Math.min(Math.max(days(begins, on), 0), whole);
  return Math.floor((100 * gone) / whole) - last.physical_percent >= BEHIND;
}

function stuck(
  reports: readonly ProgressReportDoc[],
  begins: string | undefined,
  today: string,
): boolean {
  if (!begins || today < begins) return false;
  const latest = [begins, ...reports.flatMap((one) => one.reported_on ?? [])].sort().at(-1);
  return days(latest ?? begins, today) > SILENT;
}

function falls(values: readonly number[]): boolean {
  return values.some((value, at) => at > 0 && value < (values[at - 1] ?? value));
}

function said(values: readonly (number | undefined)[]): readonly number[] {
  return values.filter((value) => value !== undefined);
}

function days(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}

function text(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}
