/** Rings after every write, in this tab and in the others. */

export interface Bell {
  readonly ring: () => void;
  readonly subscribe: (listener: () => void) => () => void;
  readonly close: () => void;
}

export function createBell(name: string): Bell {
  const listeners = new Set<() => void>();
  const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(name) : null;
  const tell = () => {
    for (const listener of listeners) listener();
  };
  if (channel) channel.onmessage = tell;
  return {
    ring: () => {
      channel?.postMessage('changed');
      tell();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      listeners.clear();
      channel?.close();
    },
  };
}
