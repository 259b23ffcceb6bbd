/** Whether the camera's own files are kept too, and a key to send them where the line does not say what it is. */
import { useEffect, useState } from 'preact/hooks';
import { words } from '../../../i18n';
import { lineType } from '../../../store/originals';
import { sendNow } from '../../live/sending';
import { unsentPhotos } from '../../live/session';
import { store } from '../../live/store';
import { Switch } from '../../parts/inputs';
import { ORIGINALS } from './keep';

export function Originals() {
  const t = words().originals;
  const [on, setOn] = useState<boolean>();
  useEffect(() => void store().getMeta<boolean>(ORIGINALS).then(setOn), []);
  return (
    <Switch
      label={t.keep}
      note={t.note}
      on={on === true}
      onTurn={(turned) =>
        void store()
          .setMeta(ORIGINALS, turned)
          .then(() => setOn(turned))
      }
    />
  );
}

/** How far the original of a photo has come. */
export function Original({ photo }: { readonly photo: string }) {
  const t = words().originals;
  const [state, setState] = useState<string>();
  // The outbox is read anew after every write, and with it this.
  const written = unsentPhotos.value;
  useEffect(() => void store().original(photo).then(setState), [photo, written]);
  if (state !== 'original') return <p class="soft small">{state ? t.sent : t.gone}</p>;
  if (lineType()) return <p class="soft small">{t.waits}</p>;
  return (
    <button type="button" class="button" onClick={() => void store().askOriginals().then(sendNow)}>
      {t.send}
    </button>
  );
}
