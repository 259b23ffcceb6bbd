/** Begin, end, adjourn, reopen: one tap each, with the phone's clock; each can be taken back. */
import type { Sitting, Standing } from '../../../core/sittings';
import type { Doc } from '../../../core/types';
import { words } from '../../../i18n';
import { nowHere } from '../../live/clock';
import { newId } from '../../live/ids';
import { store } from '../../live/store';
import type { Meeting } from '../../parts/MeetingFrame';
import { say } from '../../parts/toast';

/** Begins the sitting that is planned next, else a new one at the usual place. */
export async function begin(meeting: Meeting, next?: Sitting): Promise<void> {
  const { id, village, doc } = meeting;
  const begun: Doc = { started_at: nowHere(village), outcome: 'held' };
  const place = next?.doc.place || doc.place;
  try {
    await store().saveMany([
      ...(doc.status === 'held' || doc.status === 'returned'
        ? []
        : [{ kind: 'meeting' as const, village, id, set: { status: 'held' } }]),
      {
        kind: 'session',
        village,
        id: next?.id ?? null,
        set: { ...begun, ...(!next && { meeting: id }), ...(place && { place }) },
      },
    ]);
    say(words().meeting.hub.started);
  } catch {
    say(words().errors.disk);
  }
}

export type Ending = 'held' | 'adjourned' | 'adjourned_no_quorum';

/** Ends the sitting, with what another phone wrote down of the same one. */
export async function end(
  { village }: Meeting,
  sittings: readonly Sitting[],
  outcome: Ending,
): Promise<void> {
  const t = words().sittings;
  const running = sittings.filter(({ doc }) => !doc.ended_at);
  const all = (set: Doc) =>
    store().saveMany(running.map(({ id }) => ({ kind: 'session', village, id, set })));
  try {
    await all({ ended_at: nowHere(village), outcome });
    say(outcome === 'held' ? t.ended : t.adjourned, async () => {
      await all({ ended_at: null, outcome: 'held' });
    });
  } catch {
    say(words().errors.disk);
  }
}

/** A sitting that was ended by mistake goes on as if nothing had been. */
export async function reopen(meeting: Meeting, { id, doc }: Sitting): Promise<void> {
  const before: Doc = { ended_at: doc.ended_at ?? null, outcome: doc.outcome ?? 'held' };
  if (await changed(meeting, id, { ended_at: null, outcome: 'held' })) {
    say(words().sittings.reopened, async () => {
      await changed(meeting, id, before);
    });
  }
}

async function changed({ village }: Meeting, id: string, set: Doc): Promise<boolean> {
  try {
    await store().save('session', village, id, set);
    return true;
  } catch {
    say(words().errors.disk);
    return false;
  }
}

/** Writes a further sitting down; answers with its id, or null when it could not be kept. */
export async function plan(meeting: Meeting, { last }: Standing): Promise<string | null> {
  const { id, village, doc } = meeting;
  const place = last?.doc.place || doc.place;
  const sitting = newId();
  const set: Doc = { meeting: id, outcome: 'planned', ...(place && { place }) };
  try {
    await store().saveMany([{ kind: 'session', village, id: sitting, set }]);
    return sitting;
  } catch {
    say(words().errors.disk);
    return null;
  }
}
