/**
 * What is being typed into one record. Kept within a second while somebody types, at once when a
 * field is left or the app goes to the background; "saved" is said only when the store has it on disk.
 */
import { type Signal, signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { TypedDoc } from '../../core/records';
import { missingFields } from '../../core/records';
import type { Doc, Json, KindName, Row } from '../../core/types';
import { words } from '../../i18n';
import type { Cue } from '../parts/Field';
import { say } from '../parts/toast';
import type { RowOf } from './rows';
import { store } from './store';

const PAUSE = 900;

export interface Draft<K extends KindName> {
  /** null until a new record has what it needs to be kept. */
  readonly id: string | null;
  readonly doc: TypedDoc<K>;
  /** While typing. */
  type<F extends keyof TypedDoc<K>>(field: F, value: TypedDoc<K>[F] | null): void;
  /** A choice made: kept at once. */
  put(set: { readonly [F in keyof TypedDoc<K>]?: TypedDoc<K>[F] | null }): void;
  flush(): Promise<void>;
  cue(field: keyof TypedDoc<K>): Cue;
}

interface Source<K extends KindName> {
  readonly kind: K;
  readonly village: string;
  readonly row: RowOf<K> | null;
  /** What a new record starts with. */
  readonly start?: TypedDoc<K>;
  readonly onCreated?: (row: Row) => void;
}

export class Keeper {
  readonly typed: Signal<Doc> = signal({});
  readonly cues: Signal<Readonly<Record<string, Cue>>> = signal({});
  readonly known: Signal<Doc>;
  readonly id: Signal<string | null>;
  private dirty = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;

  constructor(
    private readonly kind: KindName,
    private readonly village: string,
    row: Pick<Row, 'id' | 'doc'> | null,
    start: Doc,
    private readonly onCreated?: (row: Row) => void,
  ) {
    this.id = signal(row?.id ?? null);
    this.known = signal(row?.doc ?? start);
  }

  set(changes: Doc, at: 'pause' | 'once'): void {
    this.typed.value = { ...this.typed.value, ...changes };
    for (const field of Object.keys(changes)) this.dirty.add(field);
    if (Object.keys(changes).some((field) => this.cues.peek()[field] === 'saved'))
      this.tell([], 'saved');
    if (at === 'once') void this.flush();
    // Counted from the first key, not the last: whoever types without a pause is kept as well.
    else this.timer ??= setTimeout(() => void this.flush(), PAUSE);
  }

  /** One write after the other, so that a new record is made once. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    while (this.running) await this.running;
    if (this.dirty.size === 0) return;
    this.running = this.write();
    try {
      await this.running;
    } finally {
      this.running = null;
    }
  }

  private async write(): Promise<void> {
    const fields = [...this.dirty];
    const fresh = this.id.peek() === null;
    const typed = this.typed.peek();
    const set = fresh
      ? { ...this.known.peek(), ...typed }
      : Object.fromEntries(fields.map((field) => [field, typed[field] ?? null]));
    if (fresh && missingFields(this.kind, set).length > 0) return;
    this.dirty.clear();
    this.tell(fields, 'saving');
    try {
      const row = await store().save(this.kind, this.village, this.id.peek(), set);
      this.id.value = row.id;
      this.known.value = row.doc;
      this.forget(fields);
      this.tell(
        fields.filter((field) => !this.dirty.has(field)),
        'saved',
      );
      if (fresh) this.onCreated?.(row);
    } catch {
      for (const field of fields) this.dirty.add(field);
      this.tell(fields, 'bad');
      say(words().errors.disk);
    }
  }

  /** What was typed on while it was being written stays typed. */
  private forget(fields: readonly string[]): void {
    const rest = { ...this.typed.peek() };
    for (const field of fields)
      if (!this.dirty.has(field)) delete (rest as Record<string, Json>)[field];
    this.typed.value = rest;
  }

  private tell(fields: readonly string[], cue: Cue): void {
    this.cues.value = Object.fromEntries(fields.map((field) => [field, cue]));
  }
}

export function useDraft<K extends KindName>(source: Source<K>): Draft<K> {
  const { kind, village, row, start, onCreated } = source;
  const keeper = useMemo(
    () =>
      new Keeper(
        kind,
        village,
        row as Pick<Row, 'id' | 'doc'> | null,
        (start ?? {}) as Doc,
        onCreated,
      ),
    [kind, row?.id],
  );
  useEffect(() => {
    if (row && row.id === keeper.id.peek()) keeper.known.value = row.doc as Doc;
  }, [row, keeper]);
  useEffect(() => {
    const keep = () => void keeper.flush();
    addEventListener('pagehide', keep);
    document.addEventListener('visibilitychange', keep);
    return () => {
      removeEventListener('pagehide', keep);
      document.removeEventListener('visibilitychange', keep);
      keep();
    };
  }, [keeper]);
  return {
    id: keeper.id.value,
    doc: withoutNulls({ ...keeper.known.value, ...keeper.typed.value }) as unknown as TypedDoc<K>,
    type: (field, value) => keeper.set({ [field]: value } as Doc, 'pause'),
    put: (set) => keeper.set(set as Doc, 'once'),
    flush: () => keeper.flush(),
    cue: (field) => keeper.cues.value[field as string],
  };
}

function withoutNulls(doc: Doc): Doc {
  return Object.fromEntries(Object.entries(doc).filter(([, value]) => value !== null));
}
