/** How far an activity has come, report by report, the newest first. */
import { formatRupiah } from '../../../core/money';
import { words } from '../../../i18n';
import { plainDate } from '../../format';
import { useRows } from '../../live/rows';
import { Badge, Empty, LinkLine } from '../../parts/bits';
import { Icon } from '../../parts/Icon';
import { type Item, ItemFrame } from './ItemFrame';
import { byDay, type ReportRow } from './latest';

export function Progress({ id }: { readonly id: string }) {
  return (
    <ItemFrame item={id} title={words().budget.progress.title}>
      {(item) => <Reports item={item} />}
    </ItemFrame>
  );
}

function Reports({ item }: { readonly item: Item }) {
  const t = words().budget.progress;
  const reports = useRows('progress_report', { parent: item.id });
  if (!reports) return null;
  const ordered = byDay(reports);
  const percent = ordered[0]?.doc.physical_percent ?? 0;
  return (
    <>
      <section class="card stack tight">
        <h2>{item.doc.name}</h2>
        <p class="soft">{formatRupiah(item.doc.amount ?? 0)}</p>
        {ordered.length > 0 && (
          <>
            <progress class="progress" aria-label={t.physical} value={percent} max={100} />
            <p>
              {t.physical}: <strong>{t.line(percent)}</strong>
            </p>
          </>
        )}
      </section>
      <a class="button main wide" href={`#/kemajuan/${item.id}/baru`}>
        <Icon name="plus" /> {t.add}
      </a>
      {ordered.length === 0 ? (
        <Empty icon="camera" title={t.empty} hint={t.emptyHint} />
      ) : (
        <ul class="rows">
          {ordered.map((report) => (
            <li key={report.id}>
              <ReportLine report={report} amount={item.doc.amount} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function ReportLine(props: { readonly report: ReportRow; readonly amount: number | undefined }) {
  const t = words();
  const { id, doc, pending } = props.report;
  const { physical_percent = 0, reported_on, spent } = doc;
  const money =
    spent === undefined
      ? undefined
      : t.budget.progress.spentLine(formatRupiah(spent), formatRupiah(props.amount ?? 0));
  return (
    <LinkLine
      href={`/laporan/${id}`}
      title={`${t.budget.progress.line(physical_percent)} · ${plainDate(reported_on ?? '')}`}
      note={money}
      below={pending && <Badge tone="wait">{t.home.unsent}</Badge>}
    />
  );
}
