/** What the server answered, applied in one transaction: results, changes, cursors, access. */

import { effective, fold, onWire, type Queued, rebase } from '../core/changes';
import { defaultsOf } from '../core/records';
import type { Doc, FieldError, Json, KindName, Uuid, Village } from '../core/types';
import { dropSettled, letGo } from './attention';
import { dropFile, type Tx } from './database';
import type { Waiting } from './layout';
import { type Base, inVillage } from './rows';
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
    await dropSettled(tx, born);
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
  const conflict = result.outcome === 'conflict';
  // No field is named where a deletion is part of it: the whole edit waits.
  const deleted = conflict && !change.delete && contested.length === 0;
  const before = base.stored ?? base.last;
  const offered = (deleted ? Object.keys(set) : contested).map((field) => [
    field,
    { base: null, stored: before?.[field] ?? null, offered: set[field] ?? null },
  ]);
  return {
    id: result.conflict ?? result.held ?? change.id,
    type: conflict ? 'conflict' : 'held',
    kind: change.kind,
    record: change.record,
    village: change.village,
    made_at: change.made_at,
    set,
    deletes: change.delete === true,
    ...(deleted ? { deleted: true as const } : {}),
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
  const contested = new Set(result.contested ?? []);
  // A deletion is part of it: nothing took effect.
  if (result.outcome === 'conflict' && contested.size === 0) return base;
  const { stale: _, ...rest } = base;
  if (change.delete) return buried(rest, version);
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
  for (const row of rows) await letGo(tx, row);
  await forgetCursors(tx, [village]);
  await vouchForNothing(tx, (one) => one === village);
}

/**
 * Versions of another life of the server say nothing of this one: what waits is sent as if nothing had been seen,
 * so that it overwrites nobody's value.
 */
export async function vouchForNothing(tx: Tx, among: (village: Uuid) => boolean): Promise<void> {
  for (const change of await tx.objectStore('outbox').getAll()) {
    if (change.base > 0 && among(change.village))
      await tx.objectStore('outbox').put({ ...change, base: 0, follows: true });
  }
}

async function forgetCursors(tx: Tx, villages: readonly Uuid[]): Promise<void> {
  const cursors = (await tx.objectStore('meta').get('cursors')) as
    | { [v: Uuid]: string }
    | undefined;
  const left = Object.entries(cursors ?? {}).filter(([village]) => !villages.includes(village));
  await tx.objectStore('meta').put(Object.fromEntries(left), 'cursors');
}
