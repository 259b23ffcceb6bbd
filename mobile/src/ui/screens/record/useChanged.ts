/** What of the record was changed after each signature. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Uuid } from '../../../core/types';
import type { Meeting } from '../../parts/MeetingFrame';
import { changedSince } from './changed';
import type { Gathered } from './file';
import { PARTS, type Part, type Seal, sealOf, seals } from './seal';

/** From here on the office writes in it too, in its own order. */
const WITH_THE_OFFICE: ReadonlySet<string> = new Set(['accepted', 'published', 'corrected']);

export type Changes = ReadonlyMap<Uuid, readonly Part[]>;

/** By signature, those that something was changed after; empty while it is not known. */
export function useChanged(meeting: Meeting, gathered: Gathered | undefined): Changes {
  const [kept, setKept] = useState<ReadonlyMap<Uuid, Seal>>();
  const signatures = gathered?.signatures;
  useEffect(() => {
    if (signatures) void seals(signatures.map(({ id }) => id)).then(setKept);
  }, [signatures]);
  const now = useMemo(() => gathered && sealOf(gathered), [gathered]);
  if (!gathered || !now || !kept) return new Map();
  const vouched = WITH_THE_OFFICE.has(meeting.doc.status ?? '') ? [] : gathered.vouched;
  const found = gathered.signatures.map(
    (row) => [row.id, changedSince(row, kept.get(row.id), now, vouched)] as const,
  );
  return new Map(found.filter(([, parts]) => parts.length > 0));
}

/** All parts that changed after some signature, in their order. */
export function allChanged(changes: Changes): readonly Part[] {
  const parts = new Set([...changes.values()].flat());
  return PARTS.filter((part) => parts.has(part));
}
