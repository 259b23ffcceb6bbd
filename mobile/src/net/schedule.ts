/** When to send: after a save, when the signal comes back, when somebody looks, and now and then. */

import { type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import { UNDO_MS } from '../core/changes';
import type { Store } from '../store';
import { exchange } from './exchange';
import { REAL_WIRE, type Wire } from './http';
import type { Outcome } from './outcome';
import { FRESH, nextPace, type Pace } from './pace';
import { deliver } from './parcels';
import { fetchReference } from './reference';
import { AT_REST, type SyncState } from './state';
import { joinTabs, type Tabs } from './tabs';
import { uploads } from './uploads';

export interface SyncController {
  readonly state: ReadonlySignal<SyncState>;
  /** Try now. Asks for nothing sooner than the server said it may. */
  readonly nudge: () => void;
  readonly stop: () => void;
}

/** Several fields typed in a row travel together. */
const GATHER_MS = 2000;
const REFERENCE_MS = 24 * 3600 * 1000;

interface Work {
  readonly store: Store;
  readonly wire: Wire;
  readonly state: Signal<SyncState>;
  readonly show: (news: Partial<SyncState>) => void;
  leads: boolean;
  running: boolean;
  /** Something came up while a round was under way. */
  again: boolean;
  pace: Pace;
  notBefore: number;
  referenceAt: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Starts sending and receiving for as long as the app is open; one tab does the work. */
export function startSync(store: Store, wire: Wire = REAL_WIRE): SyncController {
  const state = signal<SyncState>(AT_REST);
  const show = (news: Partial<SyncState>) => {
    state.value = { ...state.peek(), ...news };
    tabs.tell(state.peek());
  };
  const work: Work = {
    store,
    wire,
    state,
    show,
    leads: false,
    running: false,
    again: false,
    pace: FRESH,
    notBefore: 0,
    referenceAt: Number.NEGATIVE_INFINITY,
    timer: undefined,
  };
  const tabs = join(work);
  const nudge = () => (work.leads ? hurry(work) : tabs.nudge());
  const leave = listen(work, nudge);
  return {
    state,
    nudge,
    stop: () => {
      work.leads = false;
      clearTimeout(work.timer);
      leave();
      tabs.close();
    },
  };
}

function join(work: Work): Tabs {
  const tabs = joinTabs('rembuk-sync', {
    onLead: () => {
      work.leads = true;
      hurry(work);
    },
    onState: (told) => {
      if (!work.leads) work.state.value = told;
    },
    onNudge: () => {
      if (work.leads) hurry(work);
    },
    onAsked: () => {
      if (work.leads) tabs.tell(work.state.peek());
    },
  });
  return tabs;
}

function listen(work: Work, nudge: () => void): () => void {
  const looked = () => {
    if (document.visibilityState === 'visible') nudge();
  };
  const unsubscribe = work.store.subscribe(() => {
    if (work.leads) void saved(work);
  });
  globalThis.addEventListener?.('online', nudge);
  globalThis.document?.addEventListener('visibilitychange', looked);
  return () => {
    unsubscribe();
    globalThis.removeEventListener?.('online', nudge);
    globalThis.document?.removeEventListener('visibilitychange', looked);
  };
}

function plan(work: Work, ms: number): void {
  clearTimeout(work.timer);
  work.timer = setTimeout(() => void run(work), ms);
}

function hurry(work: Work): void {
  plan(work, Math.max(0, work.notBefore - work.wire.now()));
}

/** After a write: send it soon, unless the line is known to be bad; then its own timer runs. */
async function saved(work: Work): Promise<void> {
  const { store } = work;
  const { phase } = work.state.peek();
  if (phase === 'signin' || phase === 'revoked') {
    const session = await store.session();
    if (session && !session.expired) hurry(work);
    return;
  }
  const waits = (await store.engine.sendable()) > 0;
  if (work.running) work.again ||= waits;
  else if (phase === 'idle' && waits) plan(work, GATHER_MS);
  else if (phase === 'idle' && (await hesitates(store))) plan(work, UNDO_MS + GATHER_MS);
}

/** A removal that may still be undone goes by itself once that time is over. */
async function hesitates(store: Store): Promise<boolean> {
  const { changes, drafts } = await store.outbox();
  return changes > drafts;
}

async function run(work: Work): Promise<void> {
  if (!work.leads) return;
  if (work.running) {
    work.again = true;
    return;
  }
  work.running = true;
  work.again = false;
  try {
    await announce(work);
    conclude(work, await round(work));
  } catch {
    // The store gave out (a full disk, a closed tab): nothing was lost, the next try is a while off.
    conclude(work, { phase: 'waiting', retryAfter: null });
  } finally {
    work.running = false;
  }
}

/** Says what this round has to do. A mere look for news is no sending. */
async function announce({ store, state, show }: Work): Promise<void> {
  const { changes, drafts, files } = await store.outbox();
  const session = await store.session();
  const due = await store.engine.files();
  const carried = await store.engine.parcelsDue();
  const bytesTotal = [...due, ...carried].reduce((sum, file) => sum + file.size - file.offset, 0);
  const busy = changes - drafts + files + carried.length > 0 || state.peek().phase !== 'idle';
  show({
    sent: 0,
    total: changes - drafts,
    bytesSent: 0,
    bytesTotal,
    retryAt: null,
    lastSuccess: await lastSuccess(store),
    ...(busy && session && !session.expired ? { phase: 'sending' } : {}),
  });
}

/** One round: own text first, then colleagues' files, then photos, then reference lists. */
async function round(work: Work): Promise<Outcome> {
  const { store, wire, state, show } = work;
  const revoked = work.pace.phase === 'revoked';
  if (revoked && !(await store.session())) return { phase: 'revoked' };
  const text = await exchange(store, {
    wire,
    limit: work.pace.limit,
    onSent: (changes) => show({ sent: state.peek().sent + changes }),
  });
  if (text.phase !== 'idle') return text;
  show({ lastSuccess: await lastSuccess(store) });
  // The exchange has emptied the outbox; only what was saved since may interrupt the photos.
  work.again = (await store.engine.sendable()) > 0;
  const onBytes = (bytes: number) => show({ bytesSent: state.peek().bytesSent + bytes });
  const carried = await deliver(store, { wire, interrupted: () => work.again, onBytes });
  if (carried.phase !== 'idle') return carried;
  const due = (await store.engine.files()).length;
  const photos = await uploads(store, { wire, interrupted: () => work.again, onBytes });
  if (photos.phase === 'idle' && due > 0) {
    // Whoever closes the app now must not be told to owe photos that have arrived.
    const told = await exchange(store, { wire, limit: work.pace.limit });
    if (told.phase !== 'idle') return told;
  }
  if (photos.phase === 'idle' && wire.now() - work.referenceAt > REFERENCE_MS) {
    if (await fetchReference(store, wire)) work.referenceAt = wire.now();
  }
  return photos;
}

function conclude(work: Work, outcome: Outcome): void {
  const { wire, show } = work;
  work.pace = nextPace(work.pace, outcome, wire.random());
  const { phase, wait, quiet } = work.pace;
  work.notBefore = wire.now() + quiet;
  const failed = work.pace.failures > 0 && wait !== null;
  show({ phase, retryAt: failed ? new Date(wire.now() + wait).toISOString() : null });
  if (!work.leads) return;
  if (phase === 'idle' && work.again) plan(work, 0);
  else if (wait !== null) plan(work, wait);
  else if (work.again) void saved(work);
}

async function lastSuccess(store: Store): Promise<string | null> {
  const at = await store.engine.getMeta('last_success');
  return typeof at === 'string' ? at : null;
}
