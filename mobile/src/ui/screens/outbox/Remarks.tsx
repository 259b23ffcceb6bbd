/** What officers wrote, each leading to the place it is about. */
import type { KindName } from '../../../core/types';
import { words } from '../../../i18n';
import { useRows } from '../../live/rows';
import { LinkLine } from '../../parts/bits';
import { ResolveKey } from '../../parts/ResolveKey';
import { placeOf } from './words';

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
              href={placeOf(
                (remark.doc.about_kind ?? 'meeting') as KindName,
                remark.doc.about_record ?? remark.doc.meeting ?? '',
                { meeting: remark.doc.meeting ?? '' },
              )}
              icon="warning"
              title={remark.doc.text ?? ''}
              note={remark.doc.author_name}
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
