/** What waits for a person, as the server lists it. */

import type { Doc, KindName, Uuid } from '../core/types';
import type { Contested, Decided, Session, Store } from '../store';
import { ask, type Wire } from './http';

interface Told {
  readonly id: Uuid;
  readonly village: Uuid;
  readonly kind: KindName;
  readonly record: Uuid;
  readonly made_at: string;
  readonly by?: unknown;
  readonly deletes?: boolean;
  readonly fields?: { readonly [field: string]: Contested };
  readonly stored_by?: unknown;
  readonly stored_at?: string;
  readonly set?: Doc;
  readonly reason?: string;
}

/** Fetches the list and stores it; true when something was settled since, so that it is worth reading on. */
export async function fetchAttention(store: Store, session: Session, wire: Wire): Promise<boolean> {
  const reply = await ask(wire, '/api/sync/v1/attention', { method: 'GET', token: session.token });
  if (reply.kind !== 'ok') return false;
  const { conflicts, held, decided } = (reply.body ?? {}) as Record<string, unknown>;
  if (!Array.isArray(conflicts) || !Array.isArray(held)) return false;
  const told = [
    ...(conflicts as Told[]).map((one) => waiting('conflict', one)),
    ...(held as Told[]).map((one) => waiting('held', one)),
  ];
  const answered = Array.isArray(decided) ? (decided as ToldDecided[]).map(decision) : undefined;
  return (await store.engine.setWaiting(told, answered)) > 0;
}

interface ToldDecided extends Told {
  readonly decision: Decided['decision'];
  readonly decided_by?: string;
  readonly decided_at?: string;
  readonly decision_reason?: string;
}

function decision(one: ToldDecided): Decided {
  const { id, kind, record, village, set = {}, decision } = one;
  const { decided_by = '', decided_at = '', decision_reason = '' } = one;
  const said = { by: decided_by, at: decided_at, reason: decision_reason };
  return { id, kind, record, village, set, decision, ...said };
}

function waiting(type: 'conflict' | 'held', one: Told) {
  const offered = Object.entries(one.fields ?? {}).map(([field, value]) => [field, value.offered]);
  return {
    id: one.id,
    type,
    kind: one.kind,
    record: one.record,
    village: one.village,
    made_at: one.made_at,
    set: one.set ?? (Object.fromEntries(offered) as Doc),
    deletes: one.deletes === true && offered.length === 0,
    // With fields, it is the other way round: an edit met a deletion.
    ...(one.deletes === true && offered.length > 0 ? { deleted: true as const } : {}),
    // What was made on this phone it knows from the answer to it.
    own: false,
    by: nameOf(one.by),
    reason: one.reason ?? '',
    fields: one.fields ?? {},
    stored_by: nameOf(one.stored_by),
    stored_at: one.stored_at ?? '',
  };
}

/** A person is told as a name, or as an object that has one. */
function nameOf(person: unknown): string {
  if (typeof person === 'string') return person;
  const { name } = (person ?? {}) as { readonly name?: unknown };
  return typeof name === 'string' ? name : '';
}
