/** Rows out of the store that keep themselves fresh, and keep their identity while nothing changed. */
import { type Signal, signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { TypedDoc } from '../../core/records';
import type { KindName, Row } from '../../core/types';
import type { ListFilter } from '../../store/types';
import { store } from './store';

export interface RowOf<K extends KindName> extends Omit<Row, 'doc' | 'kind'> {
  readonly kind: KindName;
  readonly doc: TypedDoc<K>;
}

export type Where = ListFilter;

interface Query {
  readonly kind: KindName;
  readonly where: Where;
  readonly rows: Signal<readonly Row[] | undefined>;
  /** How many screens look at it; the others are read again when they come back. */
  watchers: number;
  state: 'idle' | 'loading' | 'again';
  /** When a change was last shown ahead of the reading. */
  shown: number;
  timer?: ReturnType<typeof setTimeout> | undefined;
}

/** A list that shows a change already is read anew when the finger has come to rest. */
const REST = 500;

const queries = new Map<string, Query>();
let listening = false;

/** undefined while the first answer is on its way. */
export function useRows<K extends KindName>(
  kind: K,
  where: Where | null,
): readonly RowOf<K>[] | undefined {
  const key = where ? `${kind} ${JSON.stringify(where)}` : '';
  const query = useMemo(() => (where ? queryFor(key, kind, where) : null), [key]);
  useEffect(() => {
    if (!query) return;
    query.watchers += 1;
    void load(query);
    return () => {
      query.watchers -= 1;
    };
  }, [query]);
  return query?.rows.value as readonly RowOf<K>[] | undefined;
}

/** null when the phone has no such record. */
export function useRow<K extends KindName>(
  kind: K,
  id: string,
  where: Where,
): RowOf<K> | null | undefined {
  const rows = useRows(kind, where);
  return rows && (rows.find((row) => row.id === id) ?? null);
}

function queryFor(key: string, kind: KindName, where: Where): Query {
  const known = queries.get(key);
  if (known) return known;
  const query: Query = {
    kind,
    where,
    rows: signal(undefined),
    watchers: 0,
    state: 'idle',
    shown: 0,
  };
  queries.set(key, query);
  listen();
  return query;
}

function listen(): void {
  if (listening) return;
  listening = true;
  // The bell rings before the writer has its row back; what it shows then is known one turn later.
  store().subscribe(() => setTimeout(freshen));
}

function freshen(): void {
  for (const query of queries.values()) {
    if (query.watchers === 0) continue;
    const rest = query.shown + REST - performance.now();
    if (query.shown === 0 || rest <= 0) void load(query);
    else later(query, rest);
  }
}

function later(query: Query, rest: number): void {
  clearTimeout(query.timer);
  query.timer = setTimeout(() => {
    query.timer = undefined;
    void load(query);
  }, rest);
}

/** One reading at a time per list: ten quick taps cost two readings, not ten. */
async function load(query: Query): Promise<void> {
  if (query.state !== 'idle') {
    query.state = 'again';
    return;
  }
  do {
    query.state = 'loading';
    const fresh = await store().list(query.kind, query.where);
    query.rows.value = kept(query.rows.peek(), fresh);
  } while ((query.state as Query['state']) === 'again');
  query.state = 'idle';
}

/**
 * Shows a row that is on disk already without waiting for its whole list to be read anew: a tap on one of
 * a thousand names answers at once. A new row comes last in the lists of its meeting.
 */
export function show(row: Row): void {
  for (const query of queries.values()) {
    const known = query.kind === row.kind && query.rows.peek();
    if (!known) continue;
    const there = known.some(({ id }) => id === row.id);
    if (!there && !belongs(row, query.where)) continue;
    query.shown = performance.now();
    query.rows.value = there
      ? known.map((each) => (each.id === row.id ? row : each))
      : [...known, row];
  }
}

function belongs({ doc }: Row, where: Where): boolean {
  return where.meeting !== undefined && where.meeting === doc.meeting;
}

/** The fresh rows, but the old object wherever it says the same: unchanged lines are not drawn anew. */
export function kept(old: readonly Row[] | undefined, fresh: readonly Row[]): readonly Row[] {
  if (!old) return fresh;
  const before = new Map(old.map((row) => [row.id, row]));
  const rows = fresh.map((row) => {
    const known = before.get(row.id);
    return known && alike(known, row) ? known : row;
  });
  const same = rows.length === old.length && rows.every((row, index) => row === old[index]);
  return same ? old : rows;
}

/** The same in every part; several times quicker than writing both down. */
function alike(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false;
  const parts = Object.entries(one);
  const others = other as Readonly<Record<string, unknown>>;
  return (
    parts.length === Object.keys(others).length &&
    parts.every(([key, part]) => alike(part, others[key]))
  );
}
