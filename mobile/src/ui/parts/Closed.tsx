/** This tab has lost its hold of the phone's storage: calm words, and the one key that helps. */
import { signal } from '@preact/signals';
import { words } from '../../i18n';
import type { Closing } from '../../store';

export const closing = signal<Closing | null>(null);

export function Closed() {
  if (!closing.value) return null;
  const t = words().trouble;
  return (
    <section class="update" role="alert">
      <p>{t[closing.value]}</p>
      <button type="button" class="button small" onClick={() => location.reload()}>
        {t.reload}
      </button>
    </section>
  );
}
