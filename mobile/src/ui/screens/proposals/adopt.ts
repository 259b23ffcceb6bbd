/** A proposal that the meeting takes up becomes an activity; the two know each other. */
import { CRITERIA } from '../../../core/ranking';
import type { ProposalDoc } from '../../../core/records';
import type { Doc, Uuid } from '../../../core/types';
import { newId } from '../../live/ids';
import type { RowOf } from '../../live/rows';
import { store } from '../../live/store';
import type { Meeting } from '../../parts/MeetingFrame';

export async function adopt(meeting: Meeting, proposal: RowOf<'proposal'>): Promise<Uuid> {
  const id = newId();
  const { village, doc } = proposal;
  await store().saveMany([
    { kind: 'budget_item', village, id, set: itemOf(meeting, proposal) },
    {
      kind: 'proposal',
      village,
      id: proposal.id,
      set: { fate: 'adopted', became: [...(doc.became ?? []), id] },
    },
  ]);
  return id;
}

/** A wish of an earlier year that is voiced again: it goes on this meeting's list, the old one stays as it was. */
export async function askAgain(meeting: Meeting, { village, doc }: RowOf<'proposal'>) {
  await store().save('proposal', village, null, { ...saidOf(doc), meeting: meeting.id } as Doc);
}

/** What was said of it then stays with the old one: its fate, its rank, where it went. */
const OF_THEN: ReadonlySet<string> = new Set([
  ...['fate', 'deferred_to', 'asked_of', 'reason', 'became', 'merged_into', 'split_from'],
  ...['rank', 'rank_reason', 'score', 'votes', ...CRITERIA],
]);

function saidOf(doc: ProposalDoc): Doc {
  return Object.fromEntries(Object.entries(doc).filter(([name]) => !OF_THEN.has(name))) as Doc;
}

export function itemOf(meeting: Pick<Meeting, 'id' | 'doc'>, proposal: RowOf<'proposal'>): Doc {
  const { doc } = proposal;
  const same = {
    account: doc.account,
    place: doc.place,
    hamlet: doc.hamlet,
    volume: doc.volume,
    unit: doc.unit,
    beneficiaries_male: doc.beneficiaries_male,
    beneficiaries_female: doc.beneficiaries_female,
    beneficiaries_poor_households: doc.beneficiaries_poor_households,
  };
  return {
    ...(Object.fromEntries(Object.entries(same).filter(([, value]) => value !== undefined)) as Doc),
    meeting: meeting.id,
    proposal: proposal.id,
    fiscal_year: meeting.doc.fiscal_year ?? new Date().getFullYear(),
    name: doc.activity ?? '',
    amount: doc.estimate ?? 0,
    state: 'adopted',
  };
}
