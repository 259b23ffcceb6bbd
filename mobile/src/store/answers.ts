/** What the server answered, applied in one transaction: results, changes, cursors, access. */

import { effective, fold, onWire, type Queued, rebase } from '../core/changes';
import { defaultsOf } from '../core/records';
import type { Doc, FieldError, Json, KindName, Uuid, Village } from '../core/types';
import type { Tx, Waiting } from './database';
import { dropFile } from './edits';
import { type Base, baseOf, inVillage, refresh } from './rows';
import { openWorkspace, type Workspace } from './workspace';

export interface Result {
  readonly id: Uuid;
  readonly outcome: 'applied' | 'merged' | 'conflict' | 'held' | 'rejected';
  readonly version?: number;
  readonly conflict?: Uuid;
  readonly contested?: readonly string[];
  readonly held?: Uuid;
  readonly reason?: string;
  readonly errors?: readonly FieldError[];
  readonly replayed?: boolean;
}

export interface Pulled {
  readonly village: Uuid;
  readonly kind: KindName;
  readonly record: Uuid;
  readonly version: number;
  readonly doc?: Doc;
  readonly deleted?: boolean;
}

export interface Access {
  readonly version: string;
  readonly villages: readonly Village[];
  readonly revoked: readonly Uuid[];
}

export interface Answer {
  readonly server_time: string;
  readonly results: readonly Result[];
  readonly changes: readonly Pulled[];
  readonly cursors: { readonly [village: Uuid]: string };
  readonly more: boolean;
  readonly access?: Access;
  readonly attention?: { readonly conflicts: number; readonly held: number };
}

/**
 * Applies an answer. Late and repeated answers do no harm: a result of a change that does not wait any
 * more is passed over, and so is a state older than the one the phone knows. true: there is more to read.
 */
export async function applyAnswer(tx: Tx, answer: Answer): Promise<boolean> {
  const desk = await openWorkspace(tx, answer.changes);
  const born = new Set<Uuid>();
  for (const result of answer.results) {
    const change = desk.change(result.id);
    if (change?.state !== 'sealed') continue;
    const entry = settle(desk, change, result, answer.server_time);
    if (entry) born.add(entry.id);
  }
  for (const pulled of answer.changes) take(desk, pulled);
  await desk.finish();
  await remember(tx, answer);
  if (answer.attention && answer.attention.conflicts + answer.attention.held === 0) {
    await keepWaiting(tx, born);
  }
  return (await readAfresh(tx)) || answer.more;
}

/**
 * Once everything was sent again after a restored backup, its villages are read again from the start:
 * while sending, the server leaves out what it takes for an echo, and the phone may know more than it.
 */
async function readAfresh(tx: Tx): Promise<boolean> {
  const villages = (await tx.objectStore('meta').get('read_afresh')) as readonly Uuid[] | undefined;
  if (!villages) return false;
  const queue = await tx.objectStore('outbox').getAll();
  if (queue.some((change) => change.again && change.state === 'sealed')) return false;
  await tx.objectStore('meta').delete('read_afresh');
  await distrust(tx, villages);
  return true;
}

/** Forgets how far these villages were read; whatever the server tells of them next is news. */
export async function distrust(tx: Tx, villages: readonly Uuid[]): Promise<void> {
  await forgetCursors(tx, villages);
  for (const village of villages) {
    for (const row of await tx.objectStore('rows').index('keys').getAll(inVillage(village))) {
      await tx.objectStore('rows').put({ ...row, stale: true });
    }
  }
}

/** What becomes of one of our changes; tells what a person must decide, if anything. */
function settle(
  desk: Workspace,
  change: Queued,
  result: Result,
  serverTime: string,
): Waiting | undefined {
  const base = desk.base(change);
  if (result.outcome === 'rejected') {
    refuse(desk, change, result.errors ?? []);
    return undefined;
  }
  archive(desk, change, serverTime);
  if (change.resolves !== undefined) desk.dropEntry(change.resolves);
  if (result.outcome !== 'held') desk.setBase(acknowledged(base, change, result));
  if (result.outcome === 'held' || result.outcome === 'conflict') {
    const entry = waitingEntry(base, change, result);
    desk.putEntry(entry);
    return entry;
  }
  if (change.delete) desk.also(dropFile(desk.tx, change.record));
  if (result.outcome === 'applied' && !change.again) lift(desk, change, result.version ?? 0);
  return undefined;
}

/** Acknowledged changes leave the outbox but are kept for 30 days: a backup may forget them. */
function archive(desk: Workspace, change: Queued, serverTime: string): void {
  const sent = { ...onWire(change), seq: change.seq, acknowledged_at: serverTime };
  desk.dropChange(change);
  desk.also(desk.tx.objectStore('sent').put(sent));
}

/** Keeps a refused change; an edit that was made after it takes its fields along and tries anew. */
function refuse(desk: Workspace, change: Queued, errors: readonly FieldError[]): void {
  const next = desk
    .changesOf(change.record)
    .find((other) => other.state === 'unsent' && other.set && other.id !== change.id);
  const entry = change.resolves === undefined ? undefined : desk.entry(change.resolves);
  if (entry) {
    const { settling: _, ...open } = entry;
    desk.putEntry(open);
  }
  const { in_file: _, ...loose } = change;
  const first = { ...loose, state: 'unsent' as const };
  const folded = next && !change.delete ? fold(first, { ...next, base: change.base }) : null;
  if (next && folded) {
    // Under the refused change's number, so that it keeps its place, and the other's id, which is new.
    desk.dropChange(change);
    desk.dropChange(next);
    desk.putChange({ ...folded, id: next.id });
  } else desk.putChange({ ...change, state: 'rejected', errors });
}

function waitingEntry(base: Base, change: Queued, result: Result): Waiting {
  const set = change.set ?? {};
  const contested = result.contested ?? [];
  const offered = contested.map((field) => [
    field,
    { base: null, stored: base.stored?.[field] ?? null, offered: set[field] ?? null },
  ]);
  return {
    id: result.conflict ?? result.held ?? change.id,
    type: result.outcome === 'held' ? 'held' : 'conflict',
    kind: change.kind,
    record: change.record,
    village: change.village,
    made_at: change.made_at,
    set,
    deletes: change.delete === true,
    own: true,
    by: '',
    reason: result.reason ?? '',
    fields: Object.fromEntries(offered),
    stored_by: '',
    stored_at: '',
  };
}

/**
 * The record after one of our changes took effect, but for what is contested. A new one has its kind's
 * defaults, one that was taken up again what it held last.
 */
function acknowledged(base: Base, change: Queued, result: Result): Base {
  const version = result.version ?? base.version;
  if (version <= base.version && !base.stale) return base;
  const { stale: _, ...rest } = base;
  if (change.delete) {
    return result.outcome === 'conflict' ? base : buried(rest, version);
  }
  const contested = new Set(result.contested ?? []);
  const set = Object.entries(change.set ?? {}).filter(([field]) => !contested.has(field));
  const before = base.stored ?? (change.resolves === undefined ? null : (base.last ?? null));
  const stored = effective(before, [{ set: Object.fromEntries(set) }]);
  const isNew = base.version === 0 && change.base === 0;
  return { ...rest, version, stored: isNew ? { ...defaultsOf(change.kind), ...stored } : stored };
}

function buried(base: Base, version: number): Base {
  const last = base.stored ?? base.last;
  return { ...base, version, stored: null, ...(last ? { last } : {}) };
}

function lift(desk: Workspace, change: Queued, version: number): void {
  for (const next of desk.changesOf(change.record)) {
    const lifted = rebase(next, change, version);
    if (lifted !== next) desk.putChange(lifted);
  }
}

function take(desk: Workspace, pulled: Pulled): void {
  const base = desk.base(pulled);
  if (pulled.version < base.version && !base.stale) return;
  const { stale: _, ...fresh } = base;
  if (pulled.deleted) {
    desk.setBase(buried(fresh, pulled.version));
    desk.also(dropFile(desk.tx, pulled.record));
    return;
  }
  const { last: _last, ...rest } = fresh;
  desk.setBase({ ...rest, version: pulled.version, stored: pulled.doc ?? {} });
}

async function remember(tx: Tx, answer: Answer): Promise<void> {
  const meta = tx.objectStore('meta');
  const cursors = (await meta.get('cursors')) as { [village: Uuid]: string } | undefined;
  await meta.put({ ...cursors, ...answer.cursors }, 'cursors');
  await meta.put(answer.server_time, 'last_success');
  if (!answer.access) return;
  const { version, villages, revoked } = answer.access;
  await meta.put({ version, villages } as unknown as Json, 'access');
  for (const village of revoked) await leave(tx, village);
}

/** A village whose assignment ended: its records go, what was never sent stays and is sent. */
async function leave(tx: Tx, village: Uuid): Promise<void> {
  const rows = await tx.objectStore('rows').index('keys').getAll(inVillage(village));
  for (const row of rows) {
    const waits = await tx.objectStore('outbox').index('record').count(row.id);
    const held = await tx.objectStore('attention').index('record').count(row.id);
    if (waits + held > 0) continue;
    await tx.objectStore('rows').delete([row.kind, row.id]);
    await dropFile(tx, row.id);
  }
  await forgetCursors(tx, [village]);
}

async function forgetCursors(tx: Tx, villages: readonly Uuid[]): Promise<void> {
  const cursors = (await tx.objectStore('meta').get('cursors')) as
    | { [v: Uuid]: string }
    | undefined;
  const left = Object.entries(cursors ?? {}).filter(([village]) => !villages.includes(village));
  await tx.objectStore('meta').put(Object.fromEntries(left), 'cursors');
}

/**
 * What waits for a person, as the server tells it. Entries it does not name are settled, except the
 * ones in `keepIds` and those of villages that this phone may not look into any more.
 */
export async function keepWaiting(
  tx: Tx,
  keepIds: ReadonlySet<Uuid>,
  told: readonly Waiting[] = [],
): Promise<number> {
  const attention = tx.objectStore('attention');
  const access = (await tx.objectStore('meta').get('access')) as unknown as Access | undefined;
  const visible = new Set((access?.villages ?? []).map((village) => village.village));
  const named = new Set(told.map((entry) => entry.id));
  const known = new Map((await attention.getAll()).map((entry) => [entry.id, entry]));
  const gone = [...known.values()].filter(
    (entry) => !named.has(entry.id) && !keepIds.has(entry.id) && visible.has(entry.village),
  );
  for (const entry of gone) await attention.delete(entry.id);
  for (const entry of told) {
    const mine = known.get(entry.id);
    await attention.put(mine ? { ...entry, own: mine.own, ...settlingOf(mine) } : entry);
  }
  for (const { kind, record } of [...gone, ...told]) {
    const row = await tx.objectStore('rows').get([kind, record]);
    if (row) await refresh(tx, baseOf(row));
  }
  return gone.length;
}

function settlingOf({ settling }: Waiting) {
  return settling === undefined ? {} : { settling };
}
