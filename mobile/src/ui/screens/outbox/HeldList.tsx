/** Changes that wait for an officer, with the reason. */

import { words } from '../../../i18n';
import type { Held } from '../../../store';
import { Badge } from '../../parts/bits';
import { useDoc } from './useDoc';
import { recordName } from './words';

export function HeldList({ held }: { readonly held: readonly Held[] }) {
  const t = words().outbox;
  if (held.length === 0) return null;
  return (
    <section class="stack tight" aria-label={t.held}>
      <div>
        <h2>{t.held}</h2>
        <p class="soft small">{t.heldNote}</p>
      </div>
      <ul class="rows">
        {held.map((change) => (
          <li key={change.id}>
            <HeldLine change={change} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function HeldLine({ change }: { readonly change: Held }) {
  const t = words().outbox;
  const doc = useDoc(change.kind, change.record);
  const reasons: Readonly<Record<string, string>> = t.heldReasons;
  return (
    <div class="line">
      <span class="text">
        <strong>{recordName(change.kind, doc ?? change.set)}</strong>
        <small>{reasons[change.reason] ?? t.heldReasons.other}</small>
      </span>
      <Badge tone="wait">…</Badge>
    </div>
  );
}
