/** Take a photo or choose one: made small, then kept on the phone, before anything is said to be done. */
import { useRef, useState } from 'preact/hooks';
import type { PhotoPurpose } from '../../../core/records';
import { words } from '../../../i18n';
import { Icon } from '../../parts/Icon';
import { say } from '../../parts/toast';
import { keepPhoto, type PhotoHook } from './keep';

interface PhotoKeysProps {
  readonly hook: PhotoHook;
  readonly purpose: PhotoPurpose;
}

export function PhotoKeys({ hook, purpose }: PhotoKeysProps) {
  const t = words().meeting.photos;
  const camera = useRef<HTMLInputElement>(null);
  const gallery = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);

  async function take(input: HTMLInputElement, fresh: boolean) {
    const files = [...(input.files ?? [])];
    input.value = '';
    setBusy(true);
    for (const file of files) {
      const problem = await keepPhoto(hook, file, purpose, fresh);
      if (problem === 'bare') say(words().originals.lacking);
      else if (problem) say(problem === 'unreadable' ? t.failed : t.tooFull);
      else say(words().common.saved);
    }
    setBusy(false);
  }

  return (
    <div class="row">
      <button
        type="button"
        class="button main"
        disabled={busy}
        onClick={() => camera.current?.click()}
      >
        <Icon name="camera" /> {busy ? t.shrinking : t.take}
      </button>
      <button type="button" class="button" disabled={busy} onClick={() => gallery.current?.click()}>
        <Icon name="gallery" /> {t.gallery}
      </button>
      <input
        ref={camera}
        type="file"
        hidden
        data-testid="camera"
        accept="image/*"
        capture="environment"
        onChange={(event) => void take(event.currentTarget, true)}
      />
      <input
        ref={gallery}
        type="file"
        hidden
        data-testid="gallery"
        accept="image/*"
        multiple
        onChange={(event) => void take(event.currentTarget, false)}
      />
    </div>
  );
}
