/** Counts of a vote; together they cannot be more than those present. */
import { words } from '../../../i18n';
import type { Draft } from '../../live/draft';
import { BoundNumber } from '../../parts/bound';

interface VotesProps<K extends 'meeting' | 'agenda_item'> {
  readonly draft: Draft<K>;
  readonly present: number;
}

export function Votes<K extends 'meeting' | 'agenda_item'>({ draft, present }: VotesProps<K>) {
  const t = words().meeting.discussion;
  const wrong = words().budget.item.badNumber;
  // Both kinds count votes under the same names.
  const counted = draft as unknown as Draft<'agenda_item'>;
  const { votes_for = 0, votes_against = 0, votes_abstained = 0 } = counted.doc;
  const votes = votes_for + votes_against + votes_abstained;
  return (
    <>
      <div class="row">
        <BoundNumber draft={counted} field="votes_for" label={t.votesFor} wrong={wrong} whole />
        <BoundNumber
          draft={counted}
          field="votes_against"
          label={t.votesAgainst}
          wrong={wrong}
          whole
        />
        <BoundNumber
          draft={counted}
          field="votes_abstained"
          label={t.votesAbstained}
          wrong={wrong}
          whole
        />
      </div>
      {votes > present && (
        <p class="warning" role="alert">
          {t.tooMany(votes, present)}
        </p>
      )}
    </>
  );
}
