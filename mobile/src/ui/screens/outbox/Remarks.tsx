/** What officers wrote, each leading to the place it is about. */
import type { KindName } from '../../../core/types';
import { words } from '../../../i18n';
import { useRows } from '../../live/rows';
import { LinkLine } from '../../parts/bits';
import { placeOf } from './words';

export function Remarks() {
  const t = words();
  const rows = useRows('remark', {})?.filter(({ doc }) => !doc.resolved);
  if (!rows?.length) return null;
  return (
    <section class="stack tight" aria-label={t.outbox.remarks}>
      <h2>{t.outbox.remarks}</h2>
      <ul class="rows">
        {rows.map(({ id, doc }) => (
          <li key={id}>
            <LinkLine
              href={placeOf(
                (doc.about_kind ?? 'meeting') as KindName,
                doc.about_record ?? doc.meeting ?? '',
                { meeting: doc.meeting ?? '' },
              )}
              icon="warning"
              title={doc.text ?? ''}
              note={doc.author_name}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
