/** The attached tables of the official record: the activities, and who was there. */

import { formatRupiah, terbilang } from '../../../core/money';
import { nameKey } from '../../../core/names';
import type { AttendanceDoc } from '../../../core/records';
import { official } from '../../../i18n';
import type { Gathered } from './file';
import { isAdopted } from './record';

export interface Activity {
  readonly name: string;
  readonly account: string;
  readonly place: string;
  readonly volume: string;
  readonly amount: string;
  readonly sources: readonly string[];
}

export interface Activities {
  readonly lines: readonly Activity[];
  readonly total: string;
  readonly inWords: string;
}

export function activities({ items, funding }: Pick<Gathered, 'items' | 'funding'>): Activities {
  const adopted = items.filter(({ doc }) => isAdopted(doc));
  const total = adopted.reduce((sum, { doc }) => sum + (doc.amount ?? 0), 0);
  const lines = adopted.map(({ id: item, doc }) => {
    const own = funding.filter((fund) => fund.doc.budget_item === item);
    return {
      name: doc.name ?? '',
      account: doc.account ?? '',
      place: doc.place || doc.hamlet || '',
      volume: [doc.volume?.toLocaleString('id-ID'), doc.unit].filter(Boolean).join(' '),
      amount: doc.amount === undefined ? '' : formatRupiah(doc.amount),
      sources: own.map(({ doc: { source = 'DLL', amount = 0, carried_over } }) =>
        [
          official().terms.sources[source],
          carried_over && '(SiLPA)',
          own.length > 1 && formatRupiah(amount),
        ]
          .filter(Boolean)
          .join(' '),
      ),
    };
  });
  return { lines, total: formatRupiah(total), inWords: terbilang(total) };
}

const THERE: ReadonlySet<string> = new Set(['present', 'represented']);

/** Who was there, by name; a representative stands beside the name that is represented. */
export function attendanceList(attendance: readonly AttendanceDoc[]): readonly AttendanceDoc[] {
  return attendance
    .filter(({ status = 'invited' }) => THERE.has(status))
    .map((doc) => [nameKey(doc.name ?? ''), doc] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, doc]) => doc);
}
