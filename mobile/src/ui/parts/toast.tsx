/** One sentence at the bottom, with "Urungkan" where something can be taken back. */
import { signal } from '@preact/signals';
import { words } from '../../i18n/index';

interface Message {
  readonly text: string;
  readonly undo?: () => void | Promise<void>;
}

const SHOWN_FOR = 10_000;
const message = signal<Message | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

export function say(text: string, undo?: Message['undo']): void {
  message.value = undo ? { text, undo } : { text };
  clearTimeout(timer);
  timer = setTimeout(hush, undo ? SHOWN_FOR : SHOWN_FOR / 2);
}

function hush(): void {
  message.value = null;
}

export function Toast() {
  const shown = message.value;
  return (
    <div role="status" aria-live="polite">
      {shown && (
        <div class="toast">
          <p>{shown.text}</p>
          {shown.undo && (
            <button
              type="button"
              onClick={() => {
                hush();
                void shown.undo?.();
              }}
            >
              {words().common.undo}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
