/** Everything of one meeting in one hand, for the check-list, the official record and its signatures. */
import { useMemo } from 'preact/hooks';
import type { MeetingFile } from '../../../core/completeness';
import type { KindName } from '../../../core/types';
import { type RowOf, useRows } from '../../live/rows';
import { store } from '../../live/store';
import type { Meeting } from '../../parts/MeetingFrame';

export interface Gathered {
  readonly file: MeetingFile;
  readonly items: readonly RowOf<'budget_item'>[];
  readonly funding: readonly RowOf<'funding'>[];
  readonly proposals: readonly RowOf<'proposal'>[];
  readonly signatures: readonly RowOf<'signature'>[];
  /** Rows that a signature under the record vouches for. */
  readonly vouched: readonly RowOf<KindName>[];
}

const OF_MEETING = [
  'session',
  'attendance',
  'attendance_tally',
  'agenda_item',
  'photo',
  'signature',
  'publicity',
  'budget_item',
  'proposal',
] as const;

type Lists = {
  readonly [K in (typeof OF_MEETING)[number] | 'funding']: readonly RowOf<K>[];
};

/** undefined while something of it is on its way. */
export function useFile(meeting: Meeting): Gathered | undefined {
  const where = { meeting: meeting.id };
  const lists = {
    session: useRows('session', where),
    attendance: useRows('attendance', where),
    attendance_tally: useRows('attendance_tally', where),
    agenda_item: useRows('agenda_item', where),
    photo: useRows('photo', where),
    signature: useRows('signature', where),
    publicity: useRows('publicity', where),
    budget_item: useRows('budget_item', where),
    proposal: useRows('proposal', where),
    funding: useRows('funding', { village: meeting.village }),
  };
  const rows = Object.values(lists);
  return useMemo(
    () => (rows.every((list) => list) ? gathered(meeting, lists as Lists) : undefined),
    [meeting, ...rows],
  );
}

/** The same, read now. */
export async function readFile(meeting: Meeting): Promise<Gathered> {
  const [funding, ...rows] = await Promise.all([
    store().list('funding', { village: meeting.village }),
    ...OF_MEETING.map((kind) => store().list(kind, { meeting: meeting.id })),
  ]);
  const lists = Object.fromEntries(OF_MEETING.map((kind, at) => [kind, rows[at] ?? []]));
  return gathered(meeting, { ...lists, funding } as unknown as Lists);
}

function gathered(meeting: Meeting, lists: Lists): Gathered {
  const agenda = [...lists.agenda_item].sort((a, b) => (a.doc.order ?? 999) - (b.doc.order ?? 999));
  const items = [...lists.budget_item].sort((a, b) => (a.doc.order ?? 999) - (b.doc.order ?? 999));
  const own = new Set(items.map(({ id }) => id));
  const funding = lists.funding.filter(({ doc }) => own.has(doc.budget_item ?? ''));
  const docs = <D>(rows: readonly { readonly doc: D }[]): readonly D[] =>
    rows.map(({ doc }) => doc);
  return {
    file: {
      meeting: meeting.doc,
      sessions: docs(lists.session),
      attendance: docs(lists.attendance),
      tallies: docs(lists.attendance_tally),
      agenda: docs(agenda),
      photos: docs(lists.photo),
      signatures: docs(lists.signature),
      publicity: docs(lists.publicity),
    },
    items,
    funding,
    proposals: lists.proposal,
    signatures: lists.signature,
    vouched: [
      ...lists.session,
      ...agenda,
      ...items,
      ...funding,
      ...lists.proposal,
    ] as unknown as readonly RowOf<KindName>[],
  };
}
