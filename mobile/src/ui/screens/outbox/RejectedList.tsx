/** What could not be accepted: why, and the way to mend it. */

import { words } from '../../../i18n';
import type { Rejected } from '../../../store';
import { store } from '../../live/store';
import { say } from '../../parts/toast';
import { go } from '../../router';
import { useDoc } from './useDoc';
import { fieldName, placeOf, recordName } from './words';

export function RejectedList({ rejected }: { readonly rejected: readonly Rejected[] }) {
  const t = words().outbox;
  if (rejected.length === 0) return null;
  return (
    <section class="stack" aria-label={t.rejected}>
      <div>
        <h2>{t.rejected}</h2>
        <p class="soft small">{t.rejectedNote}</p>
      </div>
      {rejected.map((change) => (
        <RejectedCard key={change.id} change={change} />
      ))}
    </section>
  );
}

function RejectedCard({ change }: { readonly change: Rejected }) {
  const t = words();
  const doc = useDoc(change.kind, change.record);
  const known = doc ?? change.set;

  /** Sends the same fields again as a new change, and opens the record where they are corrected. */
  async function mend() {
    try {
      await store().mend(change.id, {});
      go(placeOf(change.kind, change.record, known));
    } catch {
      say(t.errors.disk);
    }
  }

  async function drop() {
    try {
      await store().dropRejected(change.id);
      say(t.outbox.dropped);
    } catch {
      say(t.errors.disk);
    }
  }

  return (
    <article class="card stack tight attention">
      <strong>{recordName(change.kind, known)}</strong>
      <ul>
        {change.errors.map(({ field, message }) => (
          <li key={`${field} ${message}`}>
            {field && `${fieldName(field)}: `}
            {message}
          </li>
        ))}
      </ul>
      <div class="row">
        <button type="button" class="button" onClick={() => void mend()}>
          {t.outbox.mend}
        </button>
        <button type="button" class="button danger" onClick={() => void drop()}>
          {t.outbox.drop}
        </button>
      </div>
    </article>
  );
}
