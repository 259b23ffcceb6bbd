/** What still waits on the phone, by the names people gave it. */
import { useEffect, useState } from 'preact/hooks';
import { KIND_NAMES, type Row } from '../../../core/types';
import { words } from '../../../i18n';
import type { Outbox } from '../../../store';
import { store } from '../../live/store';
import { LinkLine } from '../../parts/bits';
import { placeOf, recordName } from './words';

const MOST = 50;

export function UnsentList({ box }: { readonly box: Outbox }) {
  const t = words();
  const rows = useUnsent(box);
  if (rows.length === 0) return null;
  return (
    <section class="stack tight" aria-label={t.outbox.unsentTitle}>
      <div>
        <h2>
          {t.outbox.unsentTitle} ({rows.length})
        </h2>
        <p class="soft small">{t.outbox.unsentNote}</p>
      </div>
      <ul class="rows">
        {rows.slice(0, MOST).map((row) => (
          <li key={row.id}>
            <LinkLine
              href={placeOf(row.kind, row.id, row.doc)}
              title={recordName(row.kind, row.doc)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Looked up after every write: the count alone may come to rest before the rows do. */
function useUnsent(box: Outbox): readonly Row[] {
  const [rows, setRows] = useState<readonly Row[]>([]);
  useEffect(() => {
    let gone = false;
    void (async () => {
      const photos = await store().unsentPhotos();
      const all = await Promise.all(KIND_NAMES.map((kind) => store().list(kind)));
      const waiting = all.flat().filter((row) => row.pending || photos.has(row.id));
      if (!gone) setRows(waiting);
    })();
    return () => {
      gone = true;
    };
  }, [box]);
  return rows;
}
