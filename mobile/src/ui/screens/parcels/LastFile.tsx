/** When a file was handed on last, and what was recorded since. */
import { useEffect, useState } from 'preact/hooks';
import { words } from '../../../i18n';
import type { LastFile as Last } from '../../../store';
import { shortMoment } from '../../format';
import { outbox, village } from '../../live/session';
import { store } from '../../live/store';

export function LastFile() {
  const t = words().parcels;
  const [last, setLast] = useState<Last>();
  const box = outbox.value;
  useEffect(() => {
    void store().parcels.lastFile().then(setLast);
  }, [box]);
  if (!last || !box) return null;
  const { changes, files } = box.unwritten;
  const since = changes + files > 0 ? t.since(changes, files) : t.noneSince;
  return (
    <p class="soft">
      {t.last(shortMoment(last.at, village.value?.zone ?? 'WIB'))}. {since}
    </p>
  );
}
