/** How sending stands, and the bell that asks it to try now. */
import { signal } from '@preact/signals';
import { AT_REST, type SyncController, type SyncState } from '../../net';

export const sending = signal<SyncState>(AT_REST);
let controller: SyncController | null = null;

export function watchSending(running: SyncController): void {
  controller = running;
  running.state.subscribe((state) => {
    sending.value = state;
  });
}

export function sendNow(): void {
  controller?.nudge();
}
