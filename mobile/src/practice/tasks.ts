/** What somebody who learns the app does, in order, and what of it is done: read from the records themselves. */

import type { Row } from '../core/types';
import type { Store } from '../store';
import type { Book } from './book';
import { PEOPLE } from './people';
import { isGiven } from './village';

export const TASKS = [
  'meeting',
  'present',
  'newcomer',
  'photo',
  'decision',
  'activity',
  'signature',
  'sent',
  'unheard',
  'settled',
  'mended',
] as const;

export type Task = (typeof TASKS)[number];

/** So many people marked present show that the hand knows the way. */
export const MANY = 5;

/** The tasks that are done. */
export async function doneTasks(store: Store, { been }: Book): Promise<ReadonlySet<Task>> {
  const made = async (kind: Row['kind']) =>
    (await store.list(kind)).filter(({ id }) => !isGiven(id));
  const meetings = await made('meeting');
  const people = (await made('attendance')).filter(({ doc }) => doc.status === 'present');
  const known = new Set(PEOPLE.map(([name]) => name));
  const is: Readonly<Record<Task, boolean>> = {
    meeting: meetings.length > 0,
    present: people.length >= MANY,
    newcomer: people.some(({ doc }) => !known.has(String(doc.name))),
    photo: (await made('photo')).length > 0,
    decision: (await made('agenda_item')).some(({ doc }) => doc.decision),
    activity: (await made('budget_item')).some(({ doc }) => doc.amount),
    signature: (await made('signature')).length > 0,
    sent: meetings.some(({ doc, pending }) => doc.submitted_at && !pending),
    unheard: been.unheard === true,
    settled: been.settled === true,
    mended: been.mended === true,
  };
  return new Set(TASKS.filter((task) => is[task]));
}
