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
}

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
  const query: Query = { kind, where, rows: signal(undefined), watchers: 0, state: 'idle' };
  queries.set(key, query);
  listen();
  return query;
}

function listen(): void {
  if (listening) return;
  listening = true;
  store().subscribe(() => {
    for (const query of queries.values()) if (query.watchers > 0) void load(query);
  });
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
 * three hundred names answers at once.
 */
export function show(row: Row): void {
  for (const { kind, rows } of queries.values()) {
    const known = rows.peek();
    if (kind !== row.kind || !known?.some(({ id }) => id === row.id)) continue;
    rows.value = known.map((each) => (each.id === row.id ? row : each));
  }
}

/** The fresh rows, but the old object wherever it says the same: unchanged lines are not drawn anew. */
export function kept(old: readonly Row[] | undefined, fresh: readonly Row[]): readonly Row[] {
  if (!old) return fresh;
  const before = new Map(old.map((row) => [row.id, row]));
  const rows = fresh.map((row) => {
    const known = before.get(row.id);
    return known && JSON.stringify(known) === JSON.stringify(row) ? known : row;
  });
  const same = rows.length === old.length && rows.every((row, index) => row === old[index]);
  return same ? old : rows;
}
