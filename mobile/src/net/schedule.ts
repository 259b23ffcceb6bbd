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
  /** When, and for whom. */
  referenceAt: number;
  referenceOf: string;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/**
 * Starts sending and receiving for as long as the app is open; of the tabs that share `name`, one does the
 * work.
 */
export function startSync(
  store: Store,
  wire: Wire = REAL_WIRE,
  name = 'rembuk-sync',
): SyncController {
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
    referenceOf: '',
    timer: undefined,
  };
  const tabs = join(work, name);
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

function join(work: Work, name: string): Tabs {
  const tabs = joinTabs(name, {
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
  return (await store.engine.sendable(UNDO_MS)) > 0;
}

/** A removal that was made during a round, or just before it, does not wait for the next look. */
async function reconsider(work: Work): Promise<void> {
  if ((await hesitates(work.store)) && work.leads) plan(work, UNDO_MS + GATHER_MS);
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

/** One round of whoever is signed in; then, on a phone that was reported lost, what it sealed. */
async function round(work: Work): Promise<Outcome> {
  const outcome = await ownRound(work);
  if (!(await hasSealing(work.store))) return outcome;
  const { handIn } = await import('./lost');
  const sealed = await handIn(work.store, work.wire);
  // With nobody signed in, nothing else will have it tried again.
  return sealed.phase === 'idle' || (await work.store.session()) ? outcome : sealed;
}

async function hasSealing(store: Store): Promise<boolean> {
  if ((await store.session())?.lost) return true;
  return (await store.sealed()).some((one) => one.state === 'waiting');
}

/** Own text first, then colleagues' files, then photos, then reference lists. */
async function ownRound(work: Work): Promise<Outcome> {
  const { store, wire, state, show } = work;
  const { phase } = work.pace;
  if (phase === 'revoked' && !(await store.session())) return { phase };
  const text = await exchange(store, {
    wire,
    limit: work.pace.limit,
    onSent: (changes) => show({ sent: state.peek().sent + changes }),
    onClock: (ahead) => show({ ahead }),
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
  if (photos.phase === 'idle') await refer(work);
  return photos;
}

/** Once a day, and at once for whoever has just signed in. */
async function refer(work: Work): Promise<void> {
  const { store, wire } = work;
  const who = (await store.session())?.user.id ?? '';
  const fresh = wire.now() - work.referenceAt <= REFERENCE_MS && work.referenceOf === who;
  if (fresh || !(await fetchReference(store, wire))) return;
  work.referenceAt = wire.now();
  work.referenceOf = who;
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
  else if (wait !== null) {
    plan(work, wait);
    if (phase === 'idle') void reconsider(work);
  } else if (work.again) void saved(work);
}

async function lastSuccess(store: Store): Promise<string | null> {
  const at = await store.engine.getMeta('last_success');
  return typeof at === 'string' ? at : null;
}
