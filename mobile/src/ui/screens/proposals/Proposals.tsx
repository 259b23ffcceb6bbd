/** What was asked for, and what became of it. */
import { formatRupiah } from '../../../core/money';
import { words } from '../../../i18n';
import type { RowOf } from '../../live/rows';
import { Badge, Empty, LinkLine } from '../../parts/bits';
import { Icon } from '../../parts/Icon';
import type { Meeting } from '../../parts/MeetingFrame';

interface ProposalsProps {
  readonly meeting: Meeting;
  readonly proposals: readonly RowOf<'proposal'>[];
}

export function Proposals({ meeting, proposals }: ProposalsProps) {
  const t = words();
  return (
    <>
      <a class="button main wide" href={`#/m/${meeting.id}/usul/baru`}>
        <Icon name="plus" /> {t.budget.addProposal}
      </a>
      {proposals.length === 0 && (
        <Empty icon="talk" title={t.budget.emptyProposals} hint={t.budget.emptyProposalsHint} />
      )}
      {proposals.length > 0 && (
        <ul class="rows">
          {proposals.map(({ id, doc }) => (
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
                  <Badge
                    tone={doc.fate === 'adopted' ? 'good' : doc.fate === 'refused' ? 'bad' : 'wait'}
                  >
                    {t.terms.fates[doc.fate ?? 'open']}
                  </Badge>
                }
              />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
