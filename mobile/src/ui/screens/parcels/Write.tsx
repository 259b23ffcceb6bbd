/** Everything unsent into one file, with or without the photos, that anybody can carry. */
import { useState } from 'preact/hooks';
import { words } from '../../../i18n';
import type { Measure } from '../../../parcels';
import { bytes } from '../../format';
import { session } from '../../live/session';
import { Note } from '../../parts/bits';
import { Choice } from '../../parts/Choice';
import { Icon } from '../../parts/Icon';
import { Screen } from '../../parts/Screen';
import { LastFile } from './LastFile';
import { ReadyFile } from './ReadyFile';
import { useWriting } from './useWriting';

/** What messengers pass on even where the signal is poor. */
const SMALL = 25_000;

export function Write() {
  const t = words().parcels.write;
  const { size, done, ready, problem, start, stop, anew } = useWriting();
  return (
    <Screen title={t.title} back="/kiriman">
      {ready ? (
        <ReadyFile ready={ready} onAnew={anew} />
      ) : (
        <>
          <p>{t.intro}</p>
          <LastFile />
          {size && <Contents size={size} done={done} onStart={start} onStop={stop} />}
          <div role="alert">
            {problem && (
              <Note tone="bad" icon="warning">
                {problem}
              </Note>
            )}
          </div>
        </>
      )}
      <Note icon="info">
        {t.promise} {t.care}
      </Note>
    </Screen>
  );
}

interface ContentsProps {
  readonly size: Measure;
  /** Bytes written so far; undefined while nothing is being written. */
  readonly done: number | undefined;
  readonly onStart: (withPhotos: boolean) => void;
  readonly onStop: () => void;
}

function Contents({ size, done, onStart, onStop }: ContentsProps) {
  const t = words().parcels.write;
  const [what, setWhat] = useState('all');
  const { load, textBytes, photoBytes } = size;
  const withPhotos = what === 'all' && load.photos.length > 0;
  const total = textBytes + (withPhotos ? photoBytes : 0);
  if (load.changes.length + load.photos.length === 0) {
    return (
      <Note tone="good" icon="check">
        {load.left > 0 ? t.left(load.left) : t.nothing}
      </Note>
    );
  }
  return (
    <section class="stack" aria-label={t.contents}>
      <dl class="card facts">
        <dt>{t.changes}</dt>
        <dd>{load.changes.length}</dd>
        <dt>{t.photos}</dt>
        <dd>{withPhotos ? load.photos.length : 0}</dd>
        <dt>{t.size}</dt>
        <dd>{bytes(total)}</dd>
      </dl>
      {load.left > 0 && <p class="soft small">{t.left(load.left)}</p>}
      {load.photos.length > 0 && load.changes.length > 0 && done === undefined && (
        <Choice
          label={t.what}
          value={what}
          options={[
            ['all', t.all(bytes(textBytes + photoBytes))],
            ['text', t.text(bytes(textBytes))],
          ]}
          onValue={setWhat}
        />
      )}
      {total <= SMALL && <p class="soft small">{t.small}</p>}
      {done === undefined ? (
        <Start onStart={() => onStart(withPhotos)} />
      ) : (
        <div class="stack tight" role="status">
          <p>{t.working}</p>
          <progress
            class="progress"
            aria-label={t.working}
            value={done}
            max={Math.max(done, total)}
          />
          <button type="button" class="button" onClick={onStop}>
            {words().common.cancel}
          </button>
        </div>
      )}
    </section>
  );
}

function Start({ onStart }: { readonly onStart: () => void }) {
  const t = words().parcels.write;
  if (!session.value?.bundle_key) {
    return (
      <>
        <Note tone="wait" icon="warning">
          {t.noKey}
        </Note>
        <a class="button main wide" href="#/masuk">
          {words().outbox.signIn}
        </a>
      </>
    );
  }
  return (
    <button type="button" class="button main wide" onClick={onStart}>
      <Icon name="page" /> {t.start}
    </button>
  );
}
