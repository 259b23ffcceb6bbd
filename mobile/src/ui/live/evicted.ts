/** Records that were on this phone and are not any more, though nobody took them off. */
import { effect, signal } from '@preact/signals';
import { type LastSeen, lastSeen } from './outside';
import { sending } from './sending';
import { outbox, session } from './session';
import { store } from './store';

/** What was lost, until somebody has read it; null: nothing. */
export const evicted = signal<LastSeen | null>(null);

/** An installation that was cleared gets a new id; signing out and locking leave it as it is. */
export async function watchEviction(): Promise<void> {
  const device = await store().engine.deviceId();
  const seen = lastSeen.read();
  if (seen && (seen.gone || seen.device !== device)) {
    evicted.value = seen;
    lastSeen.keep({ ...seen, gone: true });
  }
  effect(() => {
    const box = outbox.value;
    // A phone that was cut off begins anew as well, but nothing was lost on it.
    if (sending.value.phase === 'revoked') lastSeen.forget();
    else if (session.value && box && !evicted.value) {
      lastSeen.keep({ device, changes: box.changes + box.rejected.length, photos: box.files });
    }
  });
}

/** Somebody has read it. */
export function understood(): void {
  evicted.value = null;
}
