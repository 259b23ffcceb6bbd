/** Tells the app that a database was taken from it: nothing more can be saved before it is loaded anew. */

/** `newer`: another tab brings a newer version. `closed`: the browser closed it, or cleared it. */
export type Closing = 'newer' | 'closed';

const listeners = new Set<(why: Closing) => void>();

export function onClosing(listener: (why: Closing) => void): void {
  listeners.add(listener);
}

export function tellClosing(why: Closing): void {
  for (const listener of listeners) listener(why);
}
