/** The phone's memory, set once by main before anything is drawn. */
import type { Store } from '../../store/store';

let opened: Store | undefined;

export function provide(store: Store): void {
  opened = store;
}

export function store(): Store {
  if (!opened) throw new Error('store: not opened yet');
  return opened;
}
