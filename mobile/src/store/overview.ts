/** What has not come to rest yet, for the line that is always visible and the list behind it. */

import { isDraft, type Queued } from '../core/changes';
import { decidedSince } from './attention';
import type { Reading } from './database';
import type { Waiting } from './layout';
import { waitingFiles } from './photos';
import type { Conflict, Held, Outbox } from './types';

export async function overview(tx: Reading): Promise<Outbox> {
  const queue = await tx.objectStore('outbox').getAll();
  const attention = await tx.objectStore('attention').getAll();
  const files = await waitingFiles(tx);
  const changes = queue.filter((change) => change.state !== 'rejected');
  const loose = changes.filter((change) => !change.in_file && !isDraft(change));
  const open = attention.filter((entry) => entry.settling === undefined);
  return {
    changes: changes.length,
    drafts: changes.filter(isDraft).length,
    files: files.length,
    bytes:
      changes.reduce((sum, change) => sum + JSON.stringify(change).length, 0) +
      files.reduce((sum, file) => sum + file.size - file.offset, 0),
    unwritten: {
      changes: loose.length,
      files: files.filter((file) => !file.in_file).length,
      oldest: oldestOf(loose),
    },
    oldest: oldestOf(changes),
    decided: await decidedSince(tx),
    rejected: queue
      .filter((change) => change.state === 'rejected')
      .map(({ id, kind, record, village, made_at, set, errors, ...rest }) => ({
        id,
        kind,
        record,
        village,
        made_at,
        set: set ?? {},
        deletes: rest.delete === true,
        errors: errors ?? [],
      })),
    waiting: open.filter((entry) => entry.type === 'held').map(held),
    conflicts: await Promise.all(
      open.filter((entry) => entry.type === 'conflict').map((entry) => conflict(tx, entry)),
    ),
  };
}

function oldestOf(changes: readonly Queued[]): string | null {
  return changes.map((change) => change.made_at).sort()[0] ?? null;
}

function held({ id, kind, record, village, made_at, set, reason, by, own }: Waiting): Held {
  return { id, kind, record, village, made_at, set, reason, by: own ? '' : by };
}

async function conflict(tx: Reading, entry: Waiting): Promise<Conflict> {
  const { id, kind, record, village, made_at, fields, deletes, stored_by, stored_at } = entry;
  const by = entry.own ? '' : entry.by;
  const deleted = entry.deleted === true;
  const row = await tx.objectStore('rows').get([kind, record]);
  const doc = row?.doc ?? row?.last ?? {};
  const named = { id, kind, record, village, made_at, doc };
  return { ...named, fields, deletes, deleted, by, stored_by, stored_at };
}
