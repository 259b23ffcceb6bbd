/** A file that is written: shared with another app, or saved among the phone's own files. */
import { useEffect, useMemo } from 'preact/hooks';
import { words } from '../../../i18n';
import { bytes } from '../../format';
import { Icon } from '../../parts/Icon';
import { say } from '../../parts/toast';
import { share, shareable } from './hand';
import { noteHandedOn, type Ready } from './useWriting';

interface ReadyFileProps {
  readonly ready: Ready;
  readonly onAnew: () => void;
}

export function ReadyFile({ ready, onAnew }: ReadyFileProps) {
  const t = words().parcels.write;
  const { blob, name, load } = ready;
  const file = useMemo(() => shareable(blob, name), [blob]);
  const url = useMemo(() => URL.createObjectURL(blob), [blob]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);

  async function note(told: string) {
    try {
      await noteHandedOn(ready);
      say(told);
    } catch {
      say(words().errors.disk);
    }
  }

  async function pass(sharing: File) {
    const end = await share(sharing);
    if (end === 'shared') await note(t.shared);
    if (end === 'failed') say(t.notShared);
  }

  return (
    <section class="card stack" aria-label={t.ready}>
      <h2>
        <Icon name="check" size={20} /> {t.ready}
      </h2>
      <p>
        <strong>{name}</strong>
        <br />
        {words().parcels.carry.holds(load.changes.length, load.photos.length, bytes(blob.size))}
      </p>
      {file && (
        <button type="button" class="button main" onClick={() => void pass(file)}>
          <Icon name="send" /> {t.share}
        </button>
      )}
      <a
        class={file ? 'button' : 'button main'}
        href={url}
        download={name}
        onClick={() => void note(t.kept)}
      >
        <Icon name="phone" /> {t.keep}
      </a>
      <button type="button" class="button plain" onClick={onAnew}>
        {t.again}
      </button>
    </section>
  );
}
