/** The screen that was open when the app ended without having been left. */
import { effect, signal } from '@preact/signals';
import { path } from '../router';
import { type LastPlace, lastPlace } from './outside';

const HOURS = 12;

/** Where somebody was in the middle of something; null: nowhere, or long ago. */
export const left = signal<string | null>(null);

/** Whether a start at home should offer the way back to where the last start ended. */
export function worthGoingBack(last: LastPlace | null, now: number): boolean {
  if (!last || now - last.at > HOURS * 3_600_000) return false;
  return /^\/(m|kemajuan|laporan)\//.test(last.path);
}

export function watchPlace(now = Date.now()): void {
  const last = lastPlace.read();
  if (path.peek() === '/' && worthGoingBack(last, now)) left.value = last?.path ?? null;
  let first = left.peek() !== null;
  effect(() => {
    const here = path.value;
    // As long as nobody has moved, the next start offers the same way back.
    if (!first) {
      lastPlace.keep({ path: here, at: Date.now() });
      left.value = null;
    }
    first = false;
  });
}
