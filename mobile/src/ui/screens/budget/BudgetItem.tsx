/** One activity: what, where, how much, from which money, for whom, and what the meeting decided. */
import { useState } from 'preact/hooks';
import { formatRupiah } from '../../../core/money';
import { words } from '../../../i18n';
import { type Draft, useDraft } from '../../live/draft';
import { hamletsOf } from '../../live/hamlets';
import { removed } from '../../live/remove';
import { type RowOf, useRow, useRows } from '../../live/rows';
import { Badge } from '../../parts/bits';
import { BoundNumber, BoundText } from '../../parts/bound';
import { Icon } from '../../parts/Icon';
import { lazy } from '../../parts/lazy';
import { isClosed, type Meeting, MeetingFrame, NotFound } from '../../parts/MeetingFrame';
import { BoundMoney } from '../../parts/Money';
import { replace, settle } from '../../router';
import { CodePicker } from '../activity/CodePicker';
import { useCodes } from '../activity/useCodes';
import type { StepsProps } from '../life/Steps';
import { askedWords, useWishes } from '../proposals/useWishes';
import { computed, follows } from './amounts';
import { ClosedItem } from './ClosedItem';
import { Fundings } from './Fundings';
import { ItemDetails } from './ItemDetails';
import { Outcome } from './Outcome';

const Steps = lazy<StepsProps>(async () => (await import('../later')).Steps);

export function BudgetItem({ meeting, id }: { readonly meeting: string; readonly id: string }) {
  const t = words().budget.item;
  return (
    <MeetingFrame
      id={meeting}
      title={id === 'baru' ? t.newTitle : t.title}
      back={`/m/${meeting}/kegiatan`}
      about={['budget_item', 'funding']}
      {...(id !== 'baru' && { whenClosed: 'nothing' })}
    >
      {(row) => <Found meeting={row} id={id} />}
    </MeetingFrame>
  );
}

function Found({ meeting, id }: { readonly meeting: Meeting; readonly id: string }) {
  // A new line gets its id on the first save and stays on the screen as it is.
  const [made, setMade] = useState('');
  const wanted = made || id;
  const row = useRow('budget_item', wanted, { meeting: meeting.id });
  if (row === undefined) return null;
  if (row === null && id !== 'baru') return <NotFound />;
  const form = (
    <Form meeting={meeting} row={id === 'baru' ? null : row} onMade={setMade} made={row} />
  );
  return row && id !== 'baru' && isClosed(meeting) ? (
    <ClosedItem item={row}>{form}</ClosedItem>
  ) : (
    form
  );
}

interface FormProps {
  readonly meeting: Meeting;
  readonly row: RowOf<'budget_item'> | null;
  readonly made: RowOf<'budget_item'> | null;
  readonly onMade: (id: string) => void;
}

function Form({ meeting, row, made, onMade }: FormProps) {
  const t = words();
  const b = t.budget.item;
  const codes = useCodes(row?.doc.fiscal_year ?? meeting.doc.fiscal_year);
  const draft = useDraft({
    kind: 'budget_item',
    village: meeting.village,
    row,
    start: {
      meeting: meeting.id,
      fiscal_year: meeting.doc.fiscal_year ?? new Date().getFullYear(),
      amount: 0,
    },
    onCreated: ({ id }) => {
      onMade(id);
      settle(`/m/${meeting.id}/kegiatan/${id}`);
    },
  });
  const others = useRows('budget_item', { meeting: meeting.id }) ?? [];
  const { state = 'proposed', name } = draft.doc;
  const list = `/m/${meeting.id}/kegiatan`;
  return (
    <>
      <CodePicker
        codes={codes}
        chosen={draft.doc.account}
        onChoose={({ code, name: official, sector }) =>
          draft.put({
            account: code,
            ...(sector && { sector: sector as NonNullable<typeof draft.doc.sector> }),
            ...(!name && { name: official.slice(0, 200) }),
          })
        }
      />
      <BoundText draft={draft} field="name" label={b.name} />
      <div class="row">
        <BoundText draft={draft} field="place" label={b.place} />
        <BoundText
          draft={draft}
          field="hamlet"
          label={b.hamlet}
          max={80}
          list={hamletsOf(meeting.village, others)}
        />
      </div>
      <Cost draft={draft} />
      {draft.id ? (
        <Fundings
          item={draft.id}
          meeting={meeting}
          amount={draft.doc.amount ?? 0}
          counts={state !== 'dropped'}
        />
      ) : (
        <p class="soft">{b.needName}</p>
      )}
      {draft.id && <Outcome meeting={meeting} id={draft.id} draft={draft} />}
      {draft.id && <Steps draft={draft} id={draft.id} onward={false} />}
      {draft.doc.proposal && <Origin meeting={meeting} proposal={draft.doc.proposal} />}
      <ItemDetails draft={draft} />
      <button
        type="button"
        class="button main wide"
        onClick={() => void draft.flush().then(() => replace(list))}
      >
        {t.common.done}
      </button>
      <button
        type="button"
        class="button wide"
        onClick={() => void draft.flush().then(() => replace(`${list}/baru`))}
      >
        {b.next}
      </button>
      {made && (
        <button
          type="button"
          class="button danger"
          onClick={() => {
            replace(list);
            void removed(made, made.doc.name ?? '');
          }}
        >
          <Icon name="bin" size={20} /> {b.remove}
        </button>
      )}
    </>
  );
}

/** Which wish it comes from, who heard it, and how often it was asked. */
function Origin({ meeting, proposal }: { meeting: Meeting; proposal: string }) {
  const t = words().wishes;
  const wishes = useWishes(meeting);
  const wish = wishes?.all.find(({ id }) => id === proposal);
  if (!wishes || !wish || wish.meeting === meeting.id) return null;
  const often = askedWords(wish, wishes.all);
  return (
    <p class="small">
      <span class="soft">{t.origin}</span> {wishes.heardAt(wish)} {often && <Badge>{often}</Badge>}
    </p>
  );
}

function Cost({ draft }: { readonly draft: Draft<'budget_item'> }) {
  const b = words().budget.item;
  const l = words().life;
  const { volume, unit_price, amount = 0, price_note } = draft.doc;
  const product = computed(volume, unit_price);
  // Typing a volume or a price carries the amount along, unless somebody wrote it by hand.
  const carrying: Draft<'budget_item'> = {
    ...draft,
    type: (field, value) => {
      draft.type(field, value);
      if (field !== 'volume' && field !== 'unit_price') return;
      const next = follows(draft.doc, { ...draft.doc, [field]: value ?? undefined });
      if (next !== null) draft.type('amount', next);
    },
  };
  return (
    <>
      <div class="row">
        <BoundNumber draft={carrying} field="volume" label={b.volume} wrong={b.badNumber} />
        <BoundText draft={draft} field="unit" label={b.unit} max={20} list={UNITS} />
      </div>
      <div class="row">
        <BoundMoney draft={carrying} field="unit_price" label={b.unitPrice} />
        <BoundMoney draft={draft} field="amount" label={b.amount} />
      </div>
      {product !== null && product !== amount && (
        <div class={price_note ? 'note' : 'note wait'}>
          <div class="stack tight">
            <p>{b.amountDiffers(formatRupiah(product))}</p>
            <button
              type="button"
              class="button small"
              onClick={() => draft.put({ amount: product })}
            >
              {b.useComputed(formatRupiah(product))}
            </button>
            <BoundText
              draft={draft}
              field="price_note"
              label={l.priceNote}
              hint={l.priceNoteHint}
              max={500}
              error={price_note ? undefined : l.priceUnexplained}
            />
          </div>
        </div>
      )}
    </>
  );
}

const UNITS = [
  'm',
  'm²',
  'm³',
  'unit',
  'paket',
  'orang',
  'bulan',
  'ls',
  'OB',
  'OK',
  'HOK',
] as const;
