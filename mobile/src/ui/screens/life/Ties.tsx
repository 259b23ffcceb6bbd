/** Wishes that are alike: the app never chooses. The meeting decides the order and says why, or leaves them alike. */
import { useState } from 'preact/hooks';
import type { Place } from '../../../core/ranking';
import type { Doc } from '../../../core/types';
import { words } from '../../../i18n';
import type { Edit } from '../../../store/types';
import type { RowOf } from '../../live/rows';
import { store } from '../../live/store';
import { Note } from '../../parts/bits';
import { Choice } from '../../parts/Choice';
import { LongText } from '../../parts/inputs';
import { say } from '../../parts/toast';

type Wish = RowOf<'proposal'>;

interface TiesProps {
  readonly order: readonly Place[];
  readonly wishes: ReadonlyMap<string, Wish>;
}

export function Ties({ order, wishes }: TiesProps) {
  const groups = alike(order).map((group) => group.flatMap(({ id }) => wishes.get(id) ?? []));
  return (
    <>
      {groups.map((group) => (
        <Group
          key={group.map(({ id }) => id).join(' ')}
          wishes={group}
          first={order.find(({ id }) => id === group[0]?.id)?.place ?? 1}
          decided={order.find(({ id }) => id === group[0]?.id)?.decided ?? false}
        />
      ))}
    </>
  );
}

/** Groups of places with the same points or votes, decided ones too; more than one in each. */
export function alike(order: readonly Place[]): readonly (readonly Place[])[] {
  const groups = new Map<number, Place[]>();
  for (const place of order)
    if (place.value !== undefined)
      groups.set(place.value, [...(groups.get(place.value) ?? []), place]);
  return [...groups.values()].filter((group) => group.length > 1);
}

interface GroupProps {
  readonly wishes: readonly Wish[];
  readonly first: number;
  readonly decided: boolean;
}

function Group({ wishes, first, decided }: GroupProps) {
  const r = words().life.rank;
  const known = wishes.map(({ doc }) => doc.rank_reason ?? '').find((text) => text.trim());
  const [reason, setReason] = useState(known ?? '');
  if (decided) return <Decided wishes={wishes} reason={known ?? ''} />;
  const ranks = wishes.map((_, at) => String(first + at));
  return (
    <section class="card stack tight" aria-label={r.ties}>
      <h2>{r.ties}</h2>
      <Note tone="wait" icon="info">
        {r.tieHint}
      </Note>
      {wishes.map((wish) => (
        <Choice
          key={wish.id}
          label={r.order(wish.doc.activity ?? '')}
          value={String(wish.doc.rank ?? '')}
          options={ranks.map((rank) => [rank, rank] as const)}
          onValue={(rank) => void tell([wish], () => ({ rank: Number(rank) }))}
        />
      ))}
      <LongText
        label={r.why}
        error={reason.trim() ? undefined : words().wishes.needReason}
        value={reason}
        rows={2}
        max={500}
        onValue={setReason}
        onLeave={() => void tell(wishes, () => ({ rank_reason: reason.trim() || null }))}
      />
    </section>
  );
}

function Decided(props: { readonly wishes: readonly Wish[]; readonly reason: string }) {
  const r = words().life.rank;
  return (
    <section class="card stack tight" aria-label={r.ties}>
      <p>
        {r.decided}{' '}
        <strong>
          {[...props.wishes]
            .sort((a, b) => (a.doc.rank ?? 0) - (b.doc.rank ?? 0))
            .map(({ doc }) => doc.activity)
            .join(', ')}
        </strong>
        . {props.reason}
      </p>
      <button
        type="button"
        class="button small"
        onClick={() => void tell(props.wishes, () => ({ rank: null, rank_reason: null }))}
      >
        {r.undo}
      </button>
    </section>
  );
}

/** All of them in one write. */
async function tell(wishes: readonly Wish[], set: (wish: Wish) => Doc): Promise<void> {
  const [first, ...rest] = wishes.map(
    (wish): Edit => ({ kind: 'proposal', village: wish.village, id: wish.id, set: set(wish) }),
  );
  if (!first) return;
  try {
    await store().saveMany([first, ...rest]);
  } catch {
    say(words().errors.disk);
  }
}
