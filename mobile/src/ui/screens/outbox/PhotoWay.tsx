/** How far the bytes of one photo have come, and a push for one that did not get through. */
import { words } from '../../../i18n';
import type { PhotoWay } from '../../../store';
import { bytes } from '../../format';
import { sending, sendNow } from '../../live/sending';
import { store } from '../../live/store';
import { say } from '../../parts/toast';

export function OnItsWay({ id, way }: { readonly id: string; readonly way: PhotoWay }) {
  const t = words().trouble;
  const stuck = way.tries > 0 && sending.value.phase !== 'sending';

  async function push() {
    try {
      await store().retryPhoto(id);
      sendNow();
    } catch {
      say(words().errors.disk);
    }
  }

  return (
    <div class="under-line stack tight">
      <p class="small">
        {t.photoPart(bytes(way.offset), bytes(way.size))}
        {stuck && (
          <>
            <br />
            {t.photoTried(way.tries)}
          </>
        )}
      </p>
      {stuck && (
        <button type="button" class="button small" onClick={() => void push()}>
          {words().common.retry}
        </button>
      )}
    </div>
  );
}
