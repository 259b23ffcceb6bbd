/** The meeting puts the wishes into an order: by scores or by votes, ties in plain sight. */
import { useState } from 'preact/hooks';
import { CRITERIA, type Place, places } from '../../../core/ranking';
import type { ProposalDoc, RankingMethod } from '../../../core/records';
import type { Doc } from '../../../core/types';
import { words } from '../../../i18n';
import type { RowOf } from '../../live/rows';
import { store } from '../../live/store';
import { Badge, Empty } from '../../parts/bits';
import { Choice, entries } from '../../parts/Choice';
import { isClosed, type Meeting, MeetingFrame } from '../../parts/MeetingFrame';
import { say } from '../../parts/toast';
import { rankable } from '../proposals/kin';
import { useWishes } from '../proposals/useWishes';
import { Stepper } from '../tally/Stepper';
import { Ties } from './Ties';

type Wish = RowOf<'proposal'>;

export function Ranking({ meeting }: { readonly meeting: string }) {
  return (
    <MeetingFrame
      id={meeting}
      title={words().life.rank.title}
      back={`/m/${meeting}/kegiatan`}
      about={['proposal']}
    >
      {(row) => <Ranked meeting={row} />}
    </MeetingFrame>
  );
}

function Ranked({ meeting }: { readonly meeting: Meeting }) {
  const t = words();
  const r = t.life.rank;
  const wishes = useWishes(meeting);
  // Nothing moves under the finger that counts votes: the list is put into order when asked to.
  const [still, setStill] = useState<readonly string[]>();
  if (!wishes) return null;
  const method = meeting.doc.ranking_method;
  const listed = rankable(meeting, wishes);
  const order = places(method, listed);
  const shown = [...order].sort((a, b) => at(still, a.id) - at(still, b.id));
  const byId = new Map(listed.map((wish) => [wish.id, wish]));
  if (!still) setStill(ids(order));
  if (listed.length === 0) return <Empty icon="talk" title={r.empty} />;
  return (
    <>
      {isClosed(meeting) ? (
        method && <p>{r.methods[method]}</p>
      ) : (
        <Choice
          label={r.method}
          value={method ?? ''}
          options={entries(r.methods)}
          onValue={(value) =>
            void kept('meeting', meeting, { ranking_method: value as RankingMethod })
          }
        />
      )}
      {method ? (
        <>
          <ol class="stack tight ranked">
            {shown.map((place) => {
              const wish = byId.get(place.id);
              return (
                wish && (
                  <li key={place.id}>
                    <Card place={place} wish={wish} method={method} />
                  </li>
                )
              );
            })}
          </ol>
          {shown.some(({ id }, index) => order[index]?.id !== id) && (
            <button type="button" class="button wide" onClick={() => setStill(ids(order))}>
              {r.sort}
            </button>
          )}
          <Ties order={order} wishes={byId} />
        </>
      ) : (
        <p class="soft">{r.chooseMethod}</p>
      )}
    </>
  );
}

function ids(order: readonly Place[]): readonly string[] {
  return order.map(({ id }) => id);
}

function at(still: readonly string[] | undefined, id: string): number {
  const found = still?.indexOf(id) ?? 0;
  return found < 0 ? Number.MAX_SAFE_INTEGER : found;
}

interface CardProps {
  readonly place: Place;
  readonly wish: Wish;
  readonly method: RankingMethod;
}

function Card({ place, wish, method }: CardProps) {
  const r = words().life.rank;
  const { activity = '', hamlet } = wish.doc;
  const missing = CRITERIA.filter((name) => wish.doc[name] === undefined).length;
  return (
    <article class="card stack tight" aria-label={activity}>
      <strong>{activity}</strong>
      {hamlet && <p class="small soft">{hamlet}</p>}
      <p>
        <Badge tone={place.tied ? 'wait' : place.place ? 'good' : ''}>{placeWords(place)}</Badge>{' '}
        {place.value !== undefined && (
          <Badge>{method === 'votes' ? r.vote(place.value) : r.score(place.value)}</Badge>
        )}
      </p>
      {method === 'votes' ? (
        <Stepper
          short={r.votes}
          label={r.votesFor(activity)}
          value={wish.doc.votes ?? 0}
          onValue={(votes) => void kept('proposal', wish, { votes })}
        />
      ) : (
        <details class="more">
          <summary>{missing > 0 ? r.incomplete(missing) : r.methods.scores}</summary>
          <div class="stack tight points">
            {CRITERIA.map((name) => (
              <Choice
                key={name}
                label={r.criteria[name]}
                value={String(wish.doc[name] ?? '')}
                options={POINTS}
                onValue={(points) => void kept('proposal', wish, { [name]: Number(points) })}
              />
            ))}
          </div>
        </details>
      )}
    </article>
  );
}

const POINTS = ['1', '2', '3', '4', '5'].map((points) => [points, points] as const);

export function placeWords({ place, tied }: Place): string {
  const r = words().life.rank;
  if (place === undefined) return r.none;
  return tied ? r.tied(place) : r.place(place);
}

export async function kept(
  kind: 'meeting' | 'proposal',
  row: { readonly id: string; readonly village: string },
  set: Doc | ProposalDoc,
): Promise<void> {
  try {
    await store().save(kind, row.village, row.id, set as Doc);
  } catch {
    say(words().errors.disk);
  }
}
