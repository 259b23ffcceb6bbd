/** The order of the agenda: numbers with gaps or doubles come from two phones and are lived with. */
import type { RowOf } from '../../live/rows';

export type Item = RowOf<'agenda_item'>;

export function inOrder(items: readonly Item[]): readonly Item[] {
  return [...items].sort(
    (a, b) => (a.doc.order ?? 999) - (b.doc.order ?? 999) || a.id.localeCompare(b.id),
  );
}

export interface Move {
  readonly id: string;
  readonly order: number;
}

/** The new numbers after an item went one up (-1) or down (+1): only those that change. */
export function moved(items: readonly Item[], id: string, by: -1 | 1): readonly Move[] {
  const ordered = [...inOrder(items)];
  const at = ordered.findIndex((item) => item.id === id);
  const other = ordered[at + by];
  const self = ordered[at];
  if (!self || !other) return [];
  ordered[at] = other;
  ordered[at + by] = self;
  return ordered
    .map((item, order) => ({ id: item.id, order, before: item.doc.order }))
    .filter(({ order, before }) => order !== before)
    .map(({ id: moving, order }) => ({ id: moving, order }));
}
