/** Which wishes a meeting puts into an order. */
import { stands } from '../../../core/ancestry';
import type { RowOf } from '../../live/rows';
import type { Wishes } from './useWishes';

/** What this meeting heard, and what earlier ones asked for; each wish once, in the one that goes on for it. */
export function rankable(
  meeting: { readonly id: string },
  { rows, earlier, kin }: Pick<Wishes, 'rows' | 'earlier' | 'kin'>,
): readonly RowOf<'proposal'>[] {
  const waiting = new Set(earlier.flatMap((group) => group.wishes.map(({ id }) => id)));
  return rows.filter(
    ({ id, doc }) => (doc.meeting === meeting.id || waiting.has(id)) && stands(kin, id),
  );
}
