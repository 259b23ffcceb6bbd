/** What was asked for, and what became of it. */
import { stands } from '../../../core/ancestry';
import { formatRupiah } from '../../../core/money';
import { type Place, places } from '../../../core/ranking';
import { words } from '../../../i18n';
import type { RowOf } from '../../live/rows';
import { Badge, Empty, LinkLine } from '../../parts/bits';
import { Icon } from '../../parts/Icon';
import type { Meeting } from '../../parts/MeetingFrame';
import { Earlier } from './Earlier';
import { rankable } from './kin';
import { askedWords, type Wishes } from './useWishes';

interface ProposalsProps {
  readonly meeting: Meeting;
  readonly proposals: readonly RowOf<'proposal'>[];
  readonly wishes: Wishes;
}

export function Proposals({ meeting, proposals, wishes }: ProposalsProps) {
  const t = words();
  const { kin } = wishes;
  const order = places(meeting.doc.ranking_method, rankable(meeting, wishes));
  return (
    <>
      <a class="button main wide" href={`#/m/${meeting.id}/usul/baru`}>
        <Icon name="plus" /> {t.budget.addProposal}
      </a>
      {proposals.length === 0 && (
        <Empty icon="talk" title={t.budget.emptyProposals} hint={t.budget.emptyProposalsHint} />
      )}
      {(proposals.length > 0 || wishes.count > 0) && (
        <a class="button wide" href={`#/m/${meeting.id}/peringkat`}>
          {t.life.rank.open}
        </a>
      )}
      {proposals.length > 0 && (
        <ul class="rows">
          {ordered(order, proposals).map(({ id, doc }) => (
            <li key={id}>
              <LinkLine
                href={`/m/${meeting.id}/usul/${id}`}
                title={doc.activity ?? ''}
                note={[
                  doc.proposer_element && t.terms.elements[doc.proposer_element],
                  doc.hamlet,
                  doc.estimate !== undefined && formatRupiah(doc.estimate),
                ]
                  .filter(Boolean)
                  .join(' · ')}
                below={
                  <span>
                    {stands(kin, id) ? (
                      <Badge
                        tone={
                          doc.fate === 'adopted' ? 'good' : doc.fate === 'refused' ? 'bad' : 'wait'
                        }
                      >
                        {t.terms.fates[doc.fate ?? 'open']}
                      </Badge>
                    ) : (
                      <Badge>{kin.into.has(id) ? t.life.merged : t.life.split}</Badge>
                    )}{' '}
                    <Rank place={order.find((one) => one.id === id)} />
                    <Often id={id} wishes={wishes} />
                  </span>
                }
              />
            </li>
          ))}
        </ul>
      )}
      <Earlier meeting={meeting} wishes={wishes} />
    </>
  );
}

/** The best first, as the meeting ranked them; what was not ranked as before. */
function ordered(order: readonly Place[], rows: readonly RowOf<'proposal'>[]) {
  const at = new Map(
    order.flatMap(({ id, place }, index) => (place ? [[id, index] as const] : [])),
  );
  return [...rows].sort((a, b) => (at.get(a.id) ?? Infinity) - (at.get(b.id) ?? Infinity) || 0);
}

function Rank({ place }: { readonly place: Place | undefined }) {
  if (!place?.place) return null;
  const { rank } = words().life;
  return <Badge>{place.tied ? rank.tied(place.place) : rank.place(place.place)}</Badge>;
}

function Often({ id, wishes }: { readonly id: string; readonly wishes: Wishes }) {
  const wish = wishes.all.find((each) => each.id === id);
  const often = wish && askedWords(wish, wishes.all);
  return often ? <Badge>{often}</Badge> : null;
}
