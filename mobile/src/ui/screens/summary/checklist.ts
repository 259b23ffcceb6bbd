/** The twelve things of a complete file (domain.md §1.13), and which of them this meeting has. Pure. */

import type { MeetingFile } from '../../../core/completeness';
import { completeness, type Missing } from '../../../core/completeness';
import type { MeetingDoc } from '../../../core/records';

export const ITEMS = [
  'plan',
  'view',
  'invitation',
  'papers',
  'attendance',
  'rules',
  'minutes',
  'record',
  'photos',
  'activities',
  'report',
  'publicity',
] as const;
export type Item = (typeof ITEMS)[number];

/** `paper`: the app does not keep it; it goes along as paper. */
export type State = 'there' | 'lacking' | 'paper';

const PARTS_OF: { readonly [item in Item]?: readonly Missing[] } = {
  invitation: ['invitation'],
  attendance: ['attendance', 'attendance_signed', 'elements'],
  rules: ['rules', 'quorum'],
  minutes: ['place_and_time', 'chair', 'minute_taker', 'agenda', 'minutes'],
  record: ['signature_chair', 'signature_village_head', 'signature_participant'],
  photos: ['photo'],
  activities: ['decisions', 'reasons', 'summary'],
  publicity: ['publicity'],
};

export interface Point {
  readonly item: Item;
  readonly state: State;
  readonly missing: readonly Missing[];
}

export function checklist(file: MeetingFile): readonly Point[] {
  const lacks = new Set(completeness(file));
  return ITEMS.map((item): Point => {
    if (item === 'report') {
      return { item, state: isHandedIn(file.meeting) ? 'there' : 'lacking', missing: [] };
    }
    const parts = PARTS_OF[item];
    if (!parts) return { item, state: 'paper', missing: [] };
    const missing = parts.filter((part) => lacks.has(part));
    return { item, state: missing.length > 0 ? 'lacking' : 'there', missing };
  });
}

function isHandedIn({ status = 'planned' }: MeetingDoc): boolean {
  return !['planned', 'held', 'returned'].includes(status);
}

const DAY = 24 * 3600 * 1000;
/** Where the rules of order are silent (domain.md §1.5). */
const USUAL = 7;

/** The last day for the report, so many working days after the meeting's own `day`; Saturday and Sunday do not count. */
export function reportDue(day: string, days: number | null | undefined): string {
  let at = Date.parse(`${day}T00:00:00Z`);
  for (let left = days || USUAL; left > 0; ) {
    at += DAY;
    if (![0, 6].includes(new Date(at).getUTCDay())) left -= 1;
  }
  return new Date(at).toISOString().slice(0, 10);
}
