/** How much of each source is planned, beside what it gives: a bar, words, and a warning when it is passed. */
import { type Ceilings, ceilingsOf, type Line } from '../../../core/ceilings';
import { formatRupiah } from '../../../core/money';
import { words } from '../../../i18n';
import { useRows } from '../../live/rows';
import { Icon } from '../../parts/Icon';
import type { Meeting } from '../../parts/MeetingFrame';

/** undefined while the phone is still reading. */
export function useCeilings(meeting: Meeting): Ceilings | undefined {
  const rows = useRows('ceiling', { village: meeting.village });
  return rows && ceilingsOf(rows, meeting.doc.fiscal_year);
}

export function CeilingList({ lines, year }: { lines: readonly Line[]; year: number | undefined }) {
  const t = words().ceilings;
  const known = lines.some(({ ceiling }) => ceiling);
  return (
    <section class="stack tight" aria-label={t.title}>
      <h2>{t.title}</h2>
      {!known && <p class="soft small">{t.noneKnown(year ? String(year) : '')}</p>}
      {lines.map((line) => (
        <CeilingLine key={line.source} line={line} />
      ))}
    </section>
  );
}

export function CeilingLine({ line }: { readonly line: Line }) {
  const t = words();
  const { source, drawn, ceiling, over } = line;
  const name = t.terms.sources[source];
  return (
    <div class="stack tight" data-testid={`ceiling-${source}`}>
      <p class="apart">
        <strong>{name}</strong> <span class="number">{formatRupiah(drawn)}</span>
      </p>
      {ceiling && (
        <meter
          class={over > 0 ? 'meter over' : 'meter'}
          aria-label={name}
          min={0}
          max={Math.max(1, ceiling.amount, drawn)}
          value={drawn}
        />
      )}
      <Verdict line={line} />
    </div>
  );
}

function Verdict({ line: { source, drawn, ceiling, over } }: { readonly line: Line }) {
  const t = words().ceilings;
  // Nobody sets a ceiling for what villagers give themselves.
  if (!ceiling) return source === 'SWADAYA' ? null : <p class="soft small">{t.unknown}</p>;
  const limit = formatRupiah(ceiling.amount);
  if (over > 0)
    return (
      <p class="warning" role="status">
        <Icon name="warning" size={20} /> {t.over(formatRupiah(over), limit)}
      </p>
    );
  const left = formatRupiah(ceiling.amount - drawn);
  return (
    <p class="soft small">
      {ceiling.indicative ? t.leftIndicative(left, limit) : t.left(left, limit)}
    </p>
  );
}
