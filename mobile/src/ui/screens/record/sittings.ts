/** A meeting that was held in several sittings: when and where each was, and why one was broken off. */
import type { SessionDoc } from '../../../core/records';
import { official } from '../../../i18n';
import { clock, dateIn } from '../../format';

/** Those that began, in their order. */
export function held(sessions: readonly SessionDoc[]): readonly SessionDoc[] {
  const at = ({ started_at }: SessionDoc) => Date.parse(started_at ?? '');
  return sessions.filter(({ started_at }) => started_at).sort((a, b) => at(a) - at(b));
}

const BROKEN_OFF: { readonly [outcome: string]: string } = {
  adjourned: 'ditunda',
  adjourned_no_quorum: 'ditunda karena kuorum belum terpenuhi',
};

/** A line for each; none where there was only one, of which the opening tells. */
export function sittings(sessions: readonly SessionDoc[], zone: string): readonly string[] {
  const all = held(sessions);
  if (all.length < 2) return [];
  return all.map(({ started_at = '', ended_at, place, outcome = 'held' }, at) => {
    const [year, month = 1, day] = dateIn(started_at, zone).split('-').map(Number);
    const end = ended_at ? clock(ended_at, zone) : 'selesai';
    const parts = [
      `${at + 1}. ${day} ${official().terms.months[month - 1]} ${year}`,
      `pukul ${clock(started_at, zone)} s.d. ${end} ${zone}`,
      place && `di ${place}`,
      BROKEN_OFF[outcome],
    ];
    return `${parts.filter(Boolean).join(', ')}.`;
  });
}
