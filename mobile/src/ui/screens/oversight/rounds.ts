/** When somebody should look, the same as the server's (tests/vectors/oversight.json). Days are texts, 2026-11-26. */
import type { OversightActionDoc, OversightVisitDoc } from '../../../core/records';

export interface Round {
  /** The next date; an overdue one is the next. */
  readonly next: string | undefined;
  readonly overdue: boolean;
}

const MONTHS: Readonly<Record<string, number>> = {
  monthly: 1,
  quarterly: 3,
  semester: 6,
  yearly: 12,
};
const DAY = 86_400_000;
const MOST = 120;

/** The first date, then one each week, month, … to the end of the fiscal year. */
export function dates(
  first: string | undefined,
  every: string,
  year: number | undefined,
): readonly string[] {
  if (!first) return [];
  const last = `${Math.max(year ?? 0, Number(first.slice(0, 4)))}-12-31`;
  const found = [first];
  for (let times = 1; times < MOST; times += 1) {
    const next = after(first, every, times);
    if (!next || next > last) return found;
    found.push(next);
  }
  return found;
}

/** A look keeps the first date on or after it, and after the last date that one. */
export function roundOf(
  due: readonly string[],
  looked: readonly string[],
  today: string,
  over = false,
): Round {
  const kept = new Set(
    due.length === 0 ? [] : looked.map((day) => indexOr(due, day, due.length - 1)),
  );
  const passed = due.filter((one) => one < today).length;
  const before = passed > 1 ? (due[passed - 2] ?? '') : '';
  const overdue = !over && passed > 0 && !looked.some((day) => day > before);
  const coming = due.find((one, at) => one >= today && !kept.has(at));
  const next = overdue ? due[passed - 1] : coming;
  return { next: over ? undefined : next, overdue };
}

/** How the watching of one line of the strategy stands. */
export function standing(
  doc: OversightActionDoc,
  visits: readonly { readonly doc: OversightVisitDoc }[],
  year: number | undefined,
  today: string,
): Round {
  const { every = 'once', state = 'planned', due_on } = doc;
  const over =
    state === 'done' || state === 'resolved' || (every === 'once' && state === 'finding_open');
  const looked = visits.flatMap((visit) => visit.doc.done_on ?? []);
  return roundOf(dates(due_on, every, year), looked, today, over);
}

function indexOr(due: readonly string[], day: string, otherwise: number): number {
  const at = due.findIndex((one) => one >= day);
  return at < 0 ? otherwise : at;
}

function after(first: string, every: string, times: number): string | undefined {
  const [year = 0, month = 0, day = 0] = first.split('-').map(Number);
  if (every === 'weekly') return text(Date.UTC(year, month - 1, day) + times * 7 * DAY);
  const step = MONTHS[every];
  if (!step) return undefined;
  const months = month - 1 + step * times;
  const longest = new Date(Date.UTC(year, months + 1, 0)).getUTCDate();
  return text(Date.UTC(year, months, Math.min(day, longest)));
}

function text(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}
