/** What still waits on the phone, by the names people gave it. */
import { useEffect, useState } from 'preact/hooks';
import { KIND_NAMES, type Row } from '../../../core/types';
import { words } from '../../../i18n';
import type { Outbox, PhotoWay } from '../../../store';
import { sending } from '../../live/sending';
import { store } from '../../live/store';
import { LinkLine } from '../../parts/bits';
import { OnItsWay } from './PhotoWay';
import { placeOf, recordName } from './words';

const MOST = 50;

interface Waiting {
  readonly row: Row;
  readonly way: PhotoWay | undefined;
}

export function UnsentList({ box }: { readonly box: Outbox }) {
  const t = words();
  const waiting = useUnsent(box);
  if (waiting.length === 0) return null;
  return (
    <section class="stack tight" aria-label={t.outbox.unsentTitle}>
      <div>
        <h2>
          {t.outbox.unsentTitle} ({waiting.length})
        </h2>
        <p class="soft small">{t.outbox.unsentNote}</p>
      </div>
      <ul class="rows">
        {waiting.slice(0, MOST).map(({ row, way }) => (
          <li key={row.id}>
            <LinkLine
              href={placeOf(row.kind, row.id, row.doc)}
              title={recordName(row.kind, row.doc)}
            />
            {way && <OnItsWay id={row.id} way={way} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Looked up after every write: the count alone may come to rest before the rows do. */
function useUnsent(box: Outbox): readonly Waiting[] {
  const [waiting, setWaiting] = useState<readonly Waiting[]>([]);
  // Pieces of a photo arrive without a write that any other screen would show.
  const { bytesSent, phase } = sending.value;
  useEffect(() => {
    let gone = false;
    void (async () => {
      const ways = await store().photoWays();
      const all = await Promise.all(KIND_NAMES.map((kind) => store().list(kind)));
      const rows = all.flat().filter((row) => row.pending || ways.has(row.id));
      if (!gone) setWaiting(rows.map((row) => ({ row, way: ways.get(row.id) })));
    })();
    return () => {
      gone = true;
    };
  }, [box, bytesSent, phase]);
  return waiting;
}
