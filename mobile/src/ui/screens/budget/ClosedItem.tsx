/** An activity of a closed meeting: read first, its progress next, a change only as a proposal. */
import type { ComponentChildren } from 'preact';
import { formatRupiah } from '../../../core/money';
import { words } from '../../../i18n';
import { plainDate, showNumber } from '../../format';
import { useDraft } from '../../live/draft';
import { type RowOf, useRows } from '../../live/rows';
import { LinkLine, Note } from '../../parts/bits';
import { lazy } from '../../parts/lazy';
import type { StepsProps } from '../life/Steps';
import { latest } from '../progress/latest';

const Steps = lazy<StepsProps>(async () => (await import('../later')).Steps);

export function ClosedItem(props: {
  readonly item: RowOf<'budget_item'>;
  readonly children: ComponentChildren;
}) {
  const t = words();
  const b = t.budget.item;
  const { id, doc } = props.item;
  const reports = useRows('progress_report', { parent: id });
  const last = latest(reports ?? []);
  const facts: readonly (readonly [string, string | undefined])[] = [
    [b.accountChosen, doc.account],
    [b.place, [doc.place, doc.hamlet].filter(Boolean).join(', ')],
    [b.volume, doc.volume === undefined ? '' : `${showNumber(doc.volume)} ${doc.unit ?? ''}`],
    [b.amount, formatRupiah(doc.amount ?? 0)],
    [b.state, t.terms.itemStates[doc.state ?? 'proposed']],
  ];
  return (
    <>
      <section class="card stack tight">
        <h2>{doc.name}</h2>
        <dl class="facts told">
          {facts
            .filter(([, value]) => value)
            .map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
        </dl>
      </section>
      <div class="rows">
        <LinkLine
          href={`/kemajuan/${id}`}
          icon="camera"
          title={t.budget.progress.open}
          note={
            last
              ? t.budget.progress.short(
                  last.doc.physical_percent ?? 0,
                  plainDate(last.doc.reported_on ?? ''),
                )
              : t.budget.progress.none
          }
        />
      </div>
      <Onward item={props.item} />
      <details class="more">
        <summary>{b.propose}</summary>
        <div class="stack">
          <Note icon="info">{t.common.readOnly}</Note>
          {props.children}
        </div>
      </details>
    </>
  );
}

/** Work that goes on is said here and needs no officer. */
function Onward({ item }: { readonly item: RowOf<'budget_item'> }) {
  const draft = useDraft({ kind: 'budget_item', village: item.village, row: item });
  return <Steps draft={draft} id={item.id} onward />;
}
