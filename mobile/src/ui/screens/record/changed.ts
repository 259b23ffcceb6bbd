/** What of the record was changed after it was signed. Pure. */
import type { KindName, Row } from '../../../core/types';
import { PARTS, type Part, type Seal } from './seal';

type Known = Pick<Row, 'id' | 'kind' | 'version' | 'pending'>;

const PART_OF: Partial<Record<KindName, Part>> = {
  session: 'facts',
  agenda_item: 'agenda',
  budget_item: 'items',
  funding: 'items',
  proposal: 'wishes',
};

/**
 * The parts that changed after `signature` was given: against its `seal`, where this phone took it; else by
 * the order in which the server received things, which the phone's own clock could not tell. Names from a
 * second door may arrive after the signing that they belong to, so by order nothing is said of them.
 */
export function changedSince(
  signature: Known,
  seal: Seal | undefined,
  now: Seal,
  vouched: readonly Known[],
): readonly Part[] {
  if (seal) return PARTS.filter((part) => seal[part] !== now[part]);
  if (signature.pending) return [];
  const later = vouched.filter(({ version, pending }) => pending || version > signature.version);
  const parts = new Set(later.map(({ kind }) => PART_OF[kind]));
  return PARTS.filter((part) => parts.has(part));
}
