/** Records, fields and values as people call them. */

import { formatRupiah } from '../../../core/money';
import { fieldsOf } from '../../../core/records';
import type { Json, KindName, Row } from '../../../core/types';
import { words } from '../../../i18n';
import { longMoment, plainDate, showNumber } from '../../format';
import { zoneOf } from '../../live/session';

export function fieldName(field: string): string {
  const names: Readonly<Record<string, string>> = words().fieldNames;
  return names[field] ?? field.replaceAll('_', ' ');
}

/** What a record is called: its own name, else its kind. */
export function recordName(kind: KindName, doc: Row['doc'] | undefined): string {
  const own = ['title', 'name', 'topic', 'subject', 'activity', 'caption']
    .map((field) => doc?.[field])
    .find((value) => typeof value === 'string' && value !== '');
  const called = words().terms.recordKinds[kind];
  return own ? `${called}: ${own}` : called;
}

const TABLES: Readonly<Record<string, readonly string[]>> = {
  status: ['presence', 'status'],
  gender: ['gender'],
  element: ['elements'],
  outcome: ['outcomes'],
  decision_method: ['methods'],
  state: ['itemStates', 'oversightStates'],
  fate: ['fates'],
  asked_of: ['askedOf'],
  source: ['sources', 'proposalSources'],
  delivery: ['delivery'],
  purpose: ['purposes'],
  type: ['kinds'],
  capacity: ['capacity'],
  role: ['signers'],
};

export function valueWords(kind: KindName, field: string, value: Json, village: string): string {
  if (value === null || value === '' || value === undefined) return words().outbox.emptyValue;
  const type = fieldsOf(kind)[field]?.type;
  if (typeof value === 'boolean') return value ? words().common.yes : words().common.no;
  if (typeof value === 'number') return type === 'money' ? formatRupiah(value) : showNumber(value);
  if (typeof value === 'string') {
    if (type === 'time') return longMoment(value, zoneOf(village));
    if (type === 'date') return plainDate(value);
    return wordOf(field, value) ?? value;
  }
  if (Array.isArray(value)) {
    return value.map((each) => valueWords(kind, field, each as Json, village)).join(', ');
  }
  return Object.values(value)
    .filter((each) => typeof each !== 'object')
    .join(', ');
}

function wordOf(field: string, value: string): string | undefined {
  const terms = words().terms as unknown as Readonly<
    Record<string, Readonly<Record<string, string>>>
  >;
  for (const table of TABLES[field] ?? []) {
    const word = terms[table]?.[value];
    if (word) return word;
  }
  return undefined;
}

/** Where a record is corrected. */
export function placeOf(kind: KindName, record: string, doc: Row['doc'] | undefined): string {
  if (kind === 'progress_report') return `/laporan/${record}`;
  if (kind === 'oversight_visit') return `/hasil/${record}`;
  if (kind === 'photo' && doc?.progress_report) return `/laporan/${doc.progress_report}`;
  const meeting = kind === 'meeting' ? record : doc?.meeting;
  if (typeof meeting !== 'string') return '/';
  const part: Partial<Record<KindName, string>> = {
    meeting: 'data',
    attendance: `hadir/${record}`,
    attendance_tally: 'hadir/hitung',
    agenda_item: `bahas/${record}`,
    photo: 'foto',
    signature: 'ttd',
    proposal: `usul/${record}`,
    budget_item: `kegiatan/${record}`,
    oversight_action: `awasi/${record}`,
    publicity: 'ringkasan',
  };
  return `/m/${meeting}/${part[kind] ?? ''}`.replace(/\/$/, '');
}
