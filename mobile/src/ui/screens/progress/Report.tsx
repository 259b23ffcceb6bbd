/** One report: how far, how much was spent, what is to be said, and photos that show it. */
import { useState } from 'preact/hooks';
import { formatRupiah } from '../../../core/money';
import type { PhotoPurpose } from '../../../core/records';
import { words } from '../../../i18n';
import { nowIn } from '../../format';
import { useDraft } from '../../live/draft';
import { removed } from '../../live/remove';
import { useRow } from '../../live/rows';
import { zoneOf } from '../../live/session';
import { Note } from '../../parts/bits';
import { BoundLong, BoundText } from '../../parts/bound';
import { Icon } from '../../parts/Icon';
import { NotFound } from '../../parts/MeetingFrame';
import { BoundMoney } from '../../parts/Money';
import { replace, settle } from '../../router';
import { type Item, ItemFrame } from './ItemFrame';
import type { ReportRow } from './latest';
import { Percent } from './Percent';
import { ReportPhotos } from './ReportPhotos';

export function NewReport({ id }: { readonly id: string }) {
  return (
    <ItemFrame item={id} title={words().budget.progress.newTitle} back={`/kemajuan/${id}`}>
      {(item) => <Fresh item={item} />}
    </ItemFrame>
  );
}

/** A new report gets its id with its percentage and stays on the screen as it is. */
function Fresh({ item }: { readonly item: Item }) {
  const [made, setMade] = useState('');
  const row = useRow('progress_report', made, { parent: item.id });
  return <Form item={item} row={null} made={row ?? null} onMade={setMade} />;
}

export function Report({ id }: { readonly id: string }) {
  const row = useRow('progress_report', id, {});
  if (row === undefined) return null;
  if (row === null) return <NotFound />;
  const item = row.doc.budget_item ?? '';
  return (
    <ItemFrame item={item} title={words().budget.progress.title} back={`/kemajuan/${item}`}>
      {(found) => <Form item={found} row={row} made={row} onMade={() => undefined} />}
    </ItemFrame>
  );
}

interface FormProps {
  readonly item: Item;
  readonly row: ReportRow | null;
  readonly made: ReportRow | null;
  readonly onMade: (id: string) => void;
}

function Form({ item, row, made, onMade }: FormProps) {
  const t = words();
  const p = t.budget.progress;
  const list = `/kemajuan/${item.id}`;
  const draft = useDraft({
    kind: 'progress_report',
    village: item.village,
    row,
    start: { budget_item: item.id, reported_on: nowIn(zoneOf(item.village)).date },
    onCreated: ({ id }) => {
      onMade(id);
      settle(`/laporan/${id}`);
    },
  });
  const { physical_percent, spent } = draft.doc;
  const { name, amount = 0 } = item.doc;
  return (
    <>
      <p>
        <strong>{name}</strong>
      </p>
      <Percent draft={draft} />
      <BoundMoney draft={draft} field="spent" label={p.spent} />
      {spent !== undefined && amount > 0 && spent > amount && (
        <Note tone="wait" icon="warning">
          {p.overspent(formatRupiah(amount))}
        </Note>
      )}
      <BoundText draft={draft} field="reported_on" label={p.reportedOn} kind="date" />
      <BoundLong draft={draft} field="note" label={p.note} hint={p.noteHint} rows={3} max={2000} />
      {draft.id ? (
        <ReportPhotos
          report={draft.id}
          village={item.village}
          purpose={purposeAt(physical_percent)}
        />
      ) : (
        <p class="soft">{p.needPercent}</p>
      )}
      <button
        type="button"
        class="button main wide"
        onClick={() => void draft.flush().then(() => replace(list))}
      >
        {t.common.done}
      </button>
      {made && (
        <button
          type="button"
          class="button danger"
          onClick={() => {
            replace(list);
            void removed(made, t.terms.recordKinds.progress_report);
          }}
        >
          <Icon name="bin" size={20} /> {p.remove}
        </button>
      )}
    </>
  );
}

/** The customary three pictures: the empty spot, the work, the finished thing. */
export function purposeAt(percent: number | undefined): PhotoPurpose {
  if (!percent) return 'before';
  return percent >= 100 ? 'after' : 'during';
}
