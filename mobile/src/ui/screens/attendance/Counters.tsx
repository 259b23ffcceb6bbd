/** Hadir, perempuan, kuorum, and which required element or hamlet nobody stands for yet. */
import { type Composition, composition, meetingQuorum } from '../../../core/rules';
import { standing } from '../../../core/sittings';
import { words } from '../../../i18n';
import { useDraft } from '../../live/draft';
import { hamletsOf } from '../../live/hamlets';
import { useRows } from '../../live/rows';
import { BoundNumber } from '../../parts/bound';
import type { Meeting } from '../../parts/MeetingFrame';
import { type Attendee, missingHamlets } from './people';

export function Counters({ meeting, rows }: { meeting: Meeting; rows: readonly Attendee[] }) {
  const t = words();
  const a = t.meeting.attendance;
  const tallies = useRows('attendance_tally', { meeting: meeting.id }) ?? [];
  const sittings = useRows('session', { meeting: meeting.id }) ?? [];
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
  const { phase, second } = standing(sittings);
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
      {!quorum.met && second && phase === 'running' && <p class="small">{t.sittings.secondRuns}</p>}
      <Details meeting={meeting} people={people} fewWomen={fewWomen ? share : null} />
    </section>
  );
}

interface Counted {
  readonly people: Composition;
}

/** Folded up, so that the names stay near the top at the door; the fold itself says what is missing. */
function Details(props: Counted & { readonly meeting: Meeting; readonly fewWomen: number | null }) {
  const { meeting, people, fewWomen } = props;
  const t = words();
  const a = t.meeting.attendance;
  const draft = useDraft({ kind: 'meeting', village: meeting.village, row: meeting });
  const came = people.present > 0;
  const asked = !meeting.doc.invited_count;
  const elements = came ? people.missingElements : [];
  // A meeting of one hamlet or group need not have somebody from each hamlet.
  const everywhere = came && (meeting.doc.level ?? 'village') === 'village';
  const hamlets = everywhere ? missingHamlets(hamletsOf(meeting.village), people.byHamlet) : [];
  const missing = elements.length + hamlets.length;
  if (!came && !asked) return null;
  const head = came ? t.door.composition : a.invitedCount;
  return (
    <details class="more" open={asked && people.invited === 0}>
      <summary class={missing > 0 ? 'warning' : ''} data-testid="missing">
        {missing > 0 ? t.door.missingShort(elements.length, hamlets.length) : head}
      </summary>
      <div class="stack tight">
        {elements.length > 0 && (
          <p class="warning">
            {a.missingElements(elements.map((each) => t.terms.elements[each]).join(', '))}
          </p>
        )}
        {hamlets.length > 0 && (
          <p class="warning" data-testid="missing-hamlets">
            {t.door.missingHamlets(hamlets.join(', '))}
          </p>
        )}
        {fewWomen !== null && <p class="warning">{a.womenShort(fewWomen)}</p>}
        {came && <Breakdown people={people} />}
        {asked && (
          // Who lists the invitations by name needs no number; who does not is asked for it.
          <BoundNumber
            draft={draft}
            field="invited_count"
            label={a.invitedCount}
            wrong={t.budget.item.badNumber}
            whole
          />
        )}
      </div>
    </details>
  );
}

function Breakdown({ people }: Counted) {
  const t = words();
  const elements = Object.entries(people.byElement).map(
    ([element, count]) =>
      [t.terms.elements[element as keyof typeof people.byElement], count] as const,
  );
  const hamlets = Object.entries(people.byHamlet);
  return (
    <div class="stack tight">
      <Counts title={t.door.byElement} counts={elements} />
      {hamlets.length > 0 && <Counts title={t.door.byHamlet} counts={hamlets} />}
    </div>
  );
}

function Counts(props: {
  readonly title: string;
  readonly counts: readonly (readonly [string, number])[];
}) {
  const sorted = [...props.counts].sort((a, b) => b[1] - a[1]);
  return (
    <>
      <h3>{props.title}</h3>
      <dl class="facts">
        {sorted.flatMap(([name, count]) => [
          <dt key={name}>{name}</dt>,
          <dd key={`${name}#`}>{count}</dd>,
        ])}
      </dl>
    </>
  );
}
