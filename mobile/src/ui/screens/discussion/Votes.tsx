/** Counts of a vote; together they cannot be more than those present, so such counts are not taken. */
import { useEffect, useState } from 'preact/hooks';
import { votesLeft, votesOf } from '../../../core/minutes';
import { words } from '../../../i18n';
import type { Draft } from '../../live/draft';
import { store } from '../../live/store';
import { TextField } from '../../parts/inputs';

interface VotesProps<K extends 'meeting' | 'agenda_item'> {
  readonly draft: Draft<K>;
  readonly present: number;
}

export function Votes<K extends 'meeting' | 'agenda_item'>({ draft, present }: VotesProps<K>) {
  const t = words().meeting.discussion;
  // Both kinds count votes under the same names.
  const counted = draft as unknown as Draft<'agenda_item'>;
  const votes = votesOf(counted.doc);
  const field = { draft: counted, present };
  return (
    <>
      <div class="row">
        <CountField {...field} field="votes_for" label={t.votesFor} />
        <CountField {...field} field="votes_against" label={t.votesAgainst} />
        <CountField {...field} field="votes_abstained" label={t.votesAbstained} />
      </div>
      {present > 0 && votes > present && (
        <p class="warning" role="alert">
          {t.tooMany(votes, present)}
        </p>
      )}
    </>
  );
}

interface CountProps {
  readonly draft: Draft<'agenda_item'>;
  readonly field: 'votes_for' | 'votes_against' | 'votes_abstained';
  readonly label: string;
  readonly present: number;
}

/** What is refused stays as it was typed, also over a reload, and is recorded as soon as it fits. */
function CountField({ draft, field, label, present }: CountProps) {
  const t = words();
  const place = `refused ${draft.id} ${field}`;
  const [refused, setRefused] = useState<string | null>(null);
  const left = votesLeft(draft.doc, field, present);
  const offered = refused === null ? undefined : count(refused);

  function take(text: string) {
    const number = count(text);
    const fits = text.trim() === '' || (number !== undefined && number <= left);
    if (!fits || refused !== null) void store().setMeta(place, fits ? null : text);
    setRefused(fits ? null : text);
    // Neither too many votes nor the first digit of them: until it fits, nothing was counted.
    draft.type(field, fits ? (number ?? null) : null);
  }

  useEffect(() => {
    void store()
      .getMeta<string | null>(place)
      .then((kept) => kept && setRefused(kept));
  }, [place]);

  useEffect(() => {
    if (refused !== null && offered !== undefined && offered <= left) take(refused);
  }, [refused, offered, left]);

  return (
    <TextField
      label={label}
      mode="numeric"
      max={5}
      value={refused ?? String(draft.doc[field] ?? '')}
      cue={refused === null ? draft.cue(field) : undefined}
      error={
        refused === null
          ? undefined
          : offered === undefined
            ? t.follow.badCount
            : t.follow.votesLeft(left, present)
      }
      onValue={take}
      onLeave={() => void draft.flush()}
    />
  );
}

/** undefined: no count. */
function count(text: string): number | undefined {
  return /^\d{1,4}$/.test(text.trim()) ? Number(text) : undefined;
}
