/** Hadir, perempuan, kuorum, and which required element nobody stands for yet. */
import { composition, meetingQuorum } from '../../../core/rules';
import { words } from '../../../i18n';
import { useDraft } from '../../live/draft';
import { useRows } from '../../live/rows';
import { BoundNumber } from '../../parts/bound';
import type { Meeting } from '../../parts/MeetingFrame';
import type { Attendee } from './people';

export function Counters({ meeting, rows }: { meeting: Meeting; rows: readonly Attendee[] }) {
  const t = words();
  const a = t.meeting.attendance;
  const tallies = useRows('attendance_tally', { meeting: meeting.id }) ?? [];
  const draft = useDraft({ kind: 'meeting', village: meeting.village, row: meeting });
  const { rules } = meeting.doc;
  const people = composition(
    rows.map(({ doc }) => doc),
    tallies.map(({ doc }) => doc),
    rules?.required_elements,
  );
  const quorum = meetingQuorum(meeting.doc, people);
  const invited = Math.max(people.invited, meeting.doc.invited_count ?? 0);
  const share = people.present > 0 ? Math.round((100 * people.women) / people.present) : 0;
  const fewWomen = people.present > 0 && share < (rules?.minimum_women_percent ?? 0);
  const fraction = `${rules?.quorum_numerator ?? 2}/${rules?.quorum_denominator ?? 3}`;
  const missing = people.missingElements.map((element) => t.terms.elements[element]).join(', ');
  return (
    <section class="stack tight" aria-label={a.present}>
      <div class="counters" role="status">
        <p class="counter">
          <b data-testid="count-present">{people.present}</b>
          <span>{a.present}</span>
        </p>
        <p class={fewWomen ? 'counter bad' : 'counter'}>
          <b data-testid="count-women">{people.women}</b>
          <span>{a.women}</span>
        </p>
        <p class={quorum.met ? 'counter good' : 'counter bad'}>
          <b data-testid="count-quorum">
            {quorum.met ? '✓' : `−${invited > 0 ? quorum.missing : '?'}`}
          </b>
          <span>{a.quorum}</span>
        </p>
      </div>
      <p class={quorum.met ? 'small' : 'warning'} data-testid="quorum">
        {invited === 0 ? a.quorumNone : quorum.met ? a.quorumMet : a.quorumNot(quorum.missing)}
        {invited > 0 && (
          <span class="soft"> ({a.quorumRule(fraction, invited, quorum.needed)})</span>
        )}
      </p>
      {people.present > 0 && fewWomen && <p class="warning">{a.womenShort(share)}</p>}
      {people.present > 0 && missing && <p class="warning">{a.missingElements(missing)}</p>}
      {!meeting.doc.invited_count && (
        // Who lists the invitations by name needs no number; who does not is asked for it.
        <details class="more" open={invited === 0}>
          <summary>{a.invitedCount}</summary>
          <BoundNumber
            draft={draft}
            field="invited_count"
            label={a.invitedCount}
            wrong={t.budget.item.badNumber}
            whole
          />
        </details>
      )}
    </section>
  );
}
