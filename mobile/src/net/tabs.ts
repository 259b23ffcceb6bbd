/** One tab sends; the others show what it does and may ask it to hurry. */

import type { SyncState } from './state';

export interface Tabs {
  readonly tell: (state: SyncState) => void;
  readonly nudge: () => void;
  readonly close: () => void;
}

interface Listener {
  /** This tab leads from now on. */
  readonly onLead: () => void;
  readonly onState: (state: SyncState) => void;
  readonly onNudge: () => void;
  /** A new tab wants to know how things stand. */
  readonly onAsked: () => void;
}

type Message =
  | { readonly type: 'state'; readonly state: SyncState }
  | { readonly type: 'nudge' }
  | { readonly type: 'ask' };

/** Joins the tabs of this app. Where the browser has no Web Locks, every tab leads: harmless, only wasteful. */
export function joinTabs(name: string, listener: Listener): Tabs {
  const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(name) : null;
  const post = (message: Message) => channel?.postMessage(message);
  if (channel) {
    channel.onmessage = ({ data }: MessageEvent<Message>) => {
      if (data.type === 'state') listener.onState(data.state);
      if (data.type === 'nudge') listener.onNudge();
      if (data.type === 'ask') listener.onAsked();
    };
  }
  const resign = lead(name, listener.onLead);
  post({ type: 'ask' });
  return {
    tell: (state) => post({ type: 'state', state }),
    nudge: () => post({ type: 'nudge' }),
    close: () => {
      resign();
      channel?.close();
    },
  };
}

function lead(name: string, onLead: () => void): () => void {
  const locks = globalThis.navigator?.locks;
  if (!locks) {
    queueMicrotask(onLead);
    return () => {};
  }
  const stopper = new AbortController();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const hold = async () => {
    onLead();
    await held;
  };
  locks.request(name, { signal: stopper.signal }, hold).catch(() => {
    // Aborted while it waited: this tab closed before it ever led.
  });
  return () => {
    stopper.abort();
    release();
  };
}
