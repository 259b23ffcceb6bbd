/** What officers decided of this person's late changes, with their reasons; told until it is put aside. */

import { words } from '../../../i18n';
import type { Decided } from '../../../store';
import { longMoment } from '../../format';
import { zoneOf } from '../../live/session';
import { store } from '../../live/store';
import { Note } from '../../parts/bits';
import { say } from '../../parts/toast';
import { useDoc } from './useDoc';
import { recordName } from './words';

export function DecidedList({ decided }: { readonly decided: readonly Decided[] }) {
  const t = words().lost.decided;
  if (decided.length === 0) return null;
  return (
    <section class="stack tight" aria-label={t.title}>
      <h2>{t.title}</h2>
      {decided.map((one) => (
        <One key={one.id} one={one} />
      ))}
    </section>
  );
}

function One({ one }: { readonly one: Decided }) {
  const t = words().lost.decided;
  const doc = useDoc(one.kind, one.record);
  const used = one.decision === 'admitted';
  return (
    <Note tone={used ? 'good' : 'wait'} icon={used ? 'check' : 'info'}>
      <p>
        <strong>{recordName(one.kind, doc ?? one.set)}</strong>
      </p>
      <p>
        {used ? t.admitted : t.dismissed} {one.reason && t.reason(one.reason)}
      </p>
      <p class="small">
        {one.by}
        {one.at && ` · ${longMoment(one.at, zoneOf(one.village))}`}
      </p>
      <button type="button" class="button small" onClick={() => void aside(one.id)}>
        {words().lost.understood}
      </button>
    </Note>
  );
}

async function aside(id: string): Promise<void> {
  try {
    await store().putAside(id);
  } catch {
    say(words().errors.disk);
  }
}
