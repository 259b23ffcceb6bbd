/** How much room is left, and the promise that the phone will not clear it by itself. */
import { useEffect, useState } from 'preact/hooks';
import { words } from '../../../i18n';
import { bytes } from '../../format';
import { full } from '../../live/room';
import { store } from '../../live/store';
import { Note } from '../../parts/bits';

/** Room for some twenty photos. */
const LITTLE = 2_500_000;

export function Storage() {
  const t = words().outbox;
  const [room, setRoom] = useState<{ readonly usage: number; readonly quota: number }>();
  const [answer, setAnswer] = useState<'' | 'yes' | 'no'>('');
  useEffect(() => {
    void store().estimate().then(setRoom);
    void navigator.storage?.persisted?.().then((kept) => kept && setAnswer('yes'));
  }, []);
  return (
    <section class="stack tight" aria-label={t.storage}>
      <h2>{t.storage}</h2>
      {room && room.quota > 0 && (
        <>
          <p>{t.storageLine(bytes(room.usage), bytes(Math.max(0, room.quota - room.usage)))}</p>
          {(full.value || room.quota - room.usage < LITTLE) && (
            <Note tone="bad" icon="warning">
              {t.storageFull}
            </Note>
          )}
        </>
      )}
      {answer === 'yes' ? (
        <p>✓ {t.protected}</p>
      ) : (
        <>
          <p class="soft small">{answer === 'no' ? t.protectFailed : t.protectNote}</p>
          <button
            type="button"
            class="button"
            onClick={() =>
              void store()
                .requestPersistence()
                .then((kept) => setAnswer(kept ? 'yes' : 'no'))
            }
          >
            {t.protect}
          </button>
        </>
      )}
    </section>
  );
}
