/** What became of this phone's unsent work after an officer cut the phone off or reported it lost. */
import { useEffect, useState } from 'preact/hooks';
import { words } from '../../../i18n';
import type { Sealed as SealedFile } from '../../../store';
import { nowIn } from '../../format';
import { sending, sendNow } from '../../live/sending';
import { sealing } from '../../live/session';
import { store } from '../../live/store';
import { Note } from '../../parts/bits';
import { Icon } from '../../parts/Icon';
import { say } from '../../parts/toast';

export function Sealed() {
  const t = words();
  const [files, setFiles] = useState<readonly SealedFile[]>([]);
  const state = sending.value;
  const busy = sealing.value;
  const read = () => void store().sealed().then(setFiles);
  useEffect(read, [state, busy]);
  if (busy) {
    return (
      <Note tone="bad" icon="warning">
        {t.lost.sealing}
      </Note>
    );
  }
  if (files.length > 0) {
    return (
      <>
        {files.map((file) => (
          <SealedCard key={file.id} file={file} onGone={read} />
        ))}
      </>
    );
  }
  if (state.phase !== 'revoked') return null;
  return (
    <Note tone="bad" icon="warning">
      {t.signIn.revoked} {t.signIn.unsentKept}
    </Note>
  );
}

function SealedCard({ file, onGone }: { readonly file: SealedFile; readonly onGone: () => void }) {
  const t = words().lost;
  const { state, changes, photos, refusal = '' } = file;
  async function forget() {
    await store().dropSealed(file.id);
    onGone();
  }
  return (
    <section class="card stack" aria-label={t.title}>
      <h2>
        <Icon name={state === 'delivered' ? 'check' : 'clock'} size={20} /> {t.title}
      </h2>
      <p>
        {file.by}: {t.why}
      </p>
      <p>{t.sealed(changes, photos)}</p>
      <p role="status">
        {state === 'delivered' && t.delivered}
        {state === 'waiting' && t.waiting}
        {state === 'refused' && t.refused(refusal)}
      </p>
      {state === 'delivered' ? (
        <button type="button" class="button" onClick={() => void forget()}>
          {t.understood}
        </button>
      ) : (
        <Carry file={file} />
      )}
    </section>
  );
}

function Carry({ file }: { readonly file: SealedFile }) {
  const t = words().lost;
  const [url, setUrl] = useState('');
  useEffect(() => {
    let made = '';
    void store()
      .sealedFile(file.id)
      .then((blob) => {
        made = URL.createObjectURL(blob);
        setUrl(made);
      });
    return () => URL.revokeObjectURL(made);
  }, [file.id]);
  const { date } = nowIn('WIB');
  return (
    <>
      <p class="soft small">{t.byHand}</p>
      {url && (
        <a class="button" href={url} download={`segel-${date}.rembuk`} onClick={() => say(t.saved)}>
          <Icon name="phone" /> {t.save}
        </a>
      )}
      {file.state === 'waiting' && (
        <button type="button" class="button" onClick={sendNow}>
          <Icon name="send" /> {words().outbox.sendNow}
        </button>
      )}
    </>
  );
}
