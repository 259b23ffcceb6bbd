/** Where a wish went and what it came from; two become one, one is taken apart, and both can be undone. */
import { type Ancestry, ancestry, mergeable, stands } from '../../../core/ancestry';
import { formatRupiah } from '../../../core/money';
import type { ProposalDoc } from '../../../core/records';
import type { Doc } from '../../../core/types';
import { words } from '../../../i18n';
import { type RowOf, useRows } from '../../live/rows';
import { store } from '../../live/store';
import { LinkLine, Note } from '../../parts/bits';
import { Icon } from '../../parts/Icon';
import { Select } from '../../parts/inputs';
import type { Meeting } from '../../parts/MeetingFrame';
import { say } from '../../parts/toast';
import { go } from '../../router';

type Wish = RowOf<'proposal'>;

export interface WishKinProps {
  readonly meeting: Meeting;
  readonly wish: Wish;
}

export function WishKin({ meeting, wish }: WishKinProps) {
  const t = words().life;
  const rows = useRows('proposal', { village: wish.village });
  if (!rows) return null;
  const known = ancestry(
    rows.map(({ id, doc: { merged_into, split_from } }) => ({ id, merged_into, split_from })),
  );
  const named = (ids: readonly string[]) => rows.filter(({ id }) => ids.includes(id));
  const into = known.into.get(wish.id);
  const parts = named(known.parts.get(wish.id) ?? []);
  return (
    <section class="stack tight" aria-label={t.kin}>
      {known.looped.includes(wish.id) && (
        <Note tone="wait" icon="warning">
          {t.looped}
        </Note>
      )}
      <Lines meeting={meeting} title={t.mergedInto} wishes={named(into ? [into] : [])} />
      <Lines
        meeting={meeting}
        title={t.gathered}
        wishes={named(known.gathered.get(wish.id) ?? [])}
      />
      <Lines meeting={meeting} title={t.parts} wishes={parts} />
      <Lines meeting={meeting} title={t.splitFrom} wishes={named(originOf(known, wish))} />
      {parts.length > 0 && <PartsSum wish={wish} parts={parts} />}
      {!stands(known, wish.id) && <p class="soft small">{t.decidedThere}</p>}
      {wish.doc.merged_into && (
        <button type="button" class="button" onClick={() => void keep(wish, { merged_into: null })}>
          {t.undoMerge}
        </button>
      )}
      <details class="more">
        <summary>{t.kin}</summary>
        <div class="stack">
          {!into && (
            <Select
              label={t.mergeWith}
              hint={t.mergeHint}
              value=""
              none={words().common.choose}
              options={rows
                .filter(({ id, doc }) => mergeable(known, wish.id, id) && isOpen(doc, meeting))
                .map(({ id, doc }) => [id, called(doc)] as const)}
              onValue={(id) => id && void keep(wish, { merged_into: id })}
            />
          )}
          <div>
            <p class="soft small">{t.splitHint}</p>
            <button type="button" class="button" onClick={() => void addPart(meeting, wish)}>
              <Icon name="plus" size={20} /> {t.addPart}
            </button>
          </div>
        </div>
      </details>
    </section>
  );
}

function originOf(known: Ancestry, { id, doc }: Wish): readonly string[] {
  const from = doc.split_from ?? '';
  return known.parts.get(from)?.includes(id) ? [from] : [];
}

/** A wish that was refused takes nobody up; one of this meeting always does. */
function isOpen({ fate = 'open', meeting: heard }: ProposalDoc, meeting: Meeting): boolean {
  return heard === meeting.id || fate === 'open' || fate === 'deferred';
}

function called({ activity = '', hamlet }: ProposalDoc): string {
  return [activity, hamlet].filter(Boolean).join(', ');
}

function Lines(props: {
  readonly meeting: Meeting;
  readonly title: string;
  readonly wishes: readonly Wish[];
}) {
  const { meeting, title, wishes } = props;
  if (wishes.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul class="rows">
        {wishes.map(({ id, doc }) => (
          <li key={id}>
            <LinkLine
              href={`/m/${meeting.id}/${doc.meeting === meeting.id ? 'usul' : 'usul-lama'}/${id}`}
              title={doc.activity ?? ''}
              note={[doc.hamlet, doc.estimate !== undefined && formatRupiah(doc.estimate)]
                .filter(Boolean)
                .join(' · ')}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

function PartsSum({ wish, parts }: { readonly wish: Wish; readonly parts: readonly Wish[] }) {
  const whole = wish.doc.estimate;
  const sum = parts.reduce((total, { doc }) => total + (doc.estimate ?? 0), 0);
  if (whole === undefined) return null;
  return (
    <p class={sum === whole ? 'small' : 'warning'} role={sum === whole ? undefined : 'status'}>
      {words().life.partsSum(formatRupiah(sum), formatRupiah(whole))}
    </p>
  );
}

async function keep(wish: Wish, set: Doc): Promise<void> {
  try {
    await store().save('proposal', wish.village, wish.id, set);
  } catch {
    say(words().errors.disk);
  }
}

async function addPart(meeting: Meeting, wish: Wish): Promise<void> {
  try {
    const { id } = await store().save('proposal', wish.village, null, partOf(meeting.id, wish));
    go(`/m/${meeting.id}/usul/${id}`);
  } catch {
    say(words().errors.disk);
  }
}

/** Whose wish it is goes with every part; what it costs, and what becomes of it, is said anew. */
export function partOf(meeting: string, { id, doc }: Pick<Wish, 'id' | 'doc'>): Doc {
  const { source, activity, problem, account, place, hamlet, proposer, proposer_element } = doc;
  const said = { source, activity, problem, account, place, hamlet, proposer, proposer_element };
  const known = Object.entries(said).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(known), meeting, split_from: id };
}
