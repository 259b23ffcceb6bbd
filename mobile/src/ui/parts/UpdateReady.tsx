/** A newer version is ready. Asked, never forced, and never while somebody is typing. */
import { signal } from '@preact/signals';
import { words } from '../../i18n';

const apply = signal<(() => void) | null>(null);
const typing = signal(false);

export function offerUpdate(take: () => void): void {
  apply.value = take;
}

export function watchTyping(): void {
  const look = () => {
    typing.value = Boolean(document.activeElement?.matches('input, textarea, select'));
  };
  addEventListener('focusin', look);
  addEventListener('focusout', () => setTimeout(look));
}

export function UpdateReady() {
  const t = words().account;
  if (!apply.value || typing.value) return null;
  return (
    <section class="update" aria-label={t.update}>
      <p>{t.update}</p>
      <button type="button" class="button small" onClick={() => apply.value?.()}>
        {t.updateNow}
      </button>
      <button
        type="button"
        class="button small plain"
        onClick={() => {
          apply.value = null;
        }}
      >
        {t.updateLater}
      </button>
    </section>
  );
}
