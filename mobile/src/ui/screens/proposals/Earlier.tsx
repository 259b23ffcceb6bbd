/** Wishes of earlier meetings that nobody has paid for yet: taken up with a tap, or decided with a reason. */
import { formatRupiah } from '../../../core/money';
import { gathers, type Wish } from '../../../core/wishes';
import { words } from '../../../i18n';
import { Badge } from '../../parts/bits';
import { Icon } from '../../parts/Icon';
import type { Meeting } from '../../parts/MeetingFrame';
import { say } from '../../parts/toast';
import { go } from '../../router';
import { adopt, askAgain } from './adopt';
import { askedWords, type Wishes } from './useWishes';

interface EarlierProps {
  readonly meeting: Meeting;
  readonly wishes: Wishes;
}

export function Earlier({ meeting, wishes }: EarlierProps) {
  const t = words().wishes;
  if (wishes.count === 0) return null;
  return (
    <section class="stack">
      <div>
        <h2>{t.earlier(wishes.count)}</h2>
        <p class="soft small">{gathers(meeting.doc.type) ? t.earlierAsk : t.earlierDecide}</p>
      </div>
      {wishes.earlier.map((group) => (
        <section class="stack tight" key={group.meeting.id}>
          <h3>{group.meeting.doc.title}</h3>
          <ul class="stack tight">
            {group.wishes.map((wish) => (
              <li key={wish.id}>
                <EarlierCard meeting={meeting} wish={wish} wishes={wishes} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

function EarlierCard({ meeting, wish, wishes }: EarlierProps & { readonly wish: Wish }) {
  const t = words();
  const { activity = '', reason } = wish.doc;
  const row = wishes.rows.find(({ id }) => id === wish.id);

  async function take() {
    if (!row) return;
    try {
      if (gathers(meeting.doc.type)) {
        await askAgain(meeting, row);
        say(t.wishes.onTheList(activity));
      } else go(`/m/${meeting.id}/kegiatan/${await adopt(meeting, row)}`);
    } catch {
      say(t.errors.disk);
    }
  }

  return (
    <article class="card stack tight" aria-label={activity}>
      <strong>{activity}</strong>
      <Facts wish={wish} wishes={wishes} />
      {reason && (
        <p class="small">
          <span class="soft">{t.wishes.lastReason}</span> {reason}
        </p>
      )}
      <div class="row">
        <button type="button" class="button small" onClick={() => void take()}>
          <Icon name={gathers(meeting.doc.type) ? 'plus' : 'coins'} size={20} />{' '}
          {gathers(meeting.doc.type) ? t.wishes.askAgain : t.budget.proposal.makeItem}
        </button>
        {!gathers(meeting.doc.type) && (
          <a class="button small" href={`#/m/${meeting.id}/usul-lama/${wish.id}`}>
            {t.wishes.decide}
          </a>
        )}
      </div>
    </article>
  );
}

/** Who asked, where, how much, what was said to it, and how often it was asked. */
export function Facts({ wish, wishes }: { readonly wish: Wish; readonly wishes: Wishes }) {
  const t = words();
  const { proposer_element: element, hamlet, estimate, fate = 'open' } = wish.doc;
  const often = askedWords(wish, wishes.all);
  const facts = [
    element && t.terms.elements[element],
    hamlet,
    estimate !== undefined && formatRupiah(estimate),
  ].filter(Boolean);
  return (
    <>
      {facts.length > 0 && <p class="small soft">{facts.join(' · ')}</p>}
      <p>
        <Badge tone="wait">{t.terms.fates[fate]}</Badge> {often && <Badge>{often}</Badge>}
      </p>
    </>
  );
}
