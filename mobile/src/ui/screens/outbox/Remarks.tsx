/** What officers wrote, each leading to the place it is about. */
import type { KindName } from '../../../core/types';
import { words } from '../../../i18n';
import { type RowOf, useRows } from '../../live/rows';
import { LinkLine } from '../../parts/bits';
import { ResolveKey } from '../../parts/ResolveKey';
import { fieldName, placeOf } from './words';

export function Remarks() {
  const t = words();
  const rows = useRows('remark', {})?.filter(({ doc }) => !doc.resolved);
  if (!rows?.length) return null;
  return (
    <section class="stack tight" aria-label={t.outbox.remarks}>
      <h2>{t.outbox.remarks}</h2>
      <ul class="rows">
        {rows.map((remark) => (
          <li key={remark.id}>
            <LinkLine
              href={placeAbout(remark.doc)}
              icon="warning"
              title={remark.doc.text ?? ''}
              note={[remark.doc.author_name, fieldOf(remark.doc)].filter(Boolean).join(' · ')}
            />
            <div class="under-line">
              <ResolveKey remark={remark} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Of the meeting itself, yet written down where it is discussed. */
const DISCUSSED: ReadonlySet<string> = new Set(['decision_method', 'objections']);

type Said = RowOf<'remark'>['doc'];

/** The screen, and on it the very field. */
export function placeAbout({ about_kind, about_record, about_field, meeting = '' }: Said): string {
  const kind = (about_kind ?? 'meeting') as KindName;
  const discussed = kind === 'meeting' && DISCUSSED.has(about_field ?? '');
  const place = discussed
    ? `/m/${meeting}/bahas`
    : placeOf(kind, about_record ?? meeting, { meeting });
  return about_field ? `${place}?isian=${encodeURIComponent(about_field)}` : place;
}

function fieldOf({ about_field }: Said): string {
  return about_field ? fieldName(about_field) : '';
}
