/** Opening and closing the sitting: one button, with the time taken from the phone's clock. */
import type { Doc } from '../../../core/types';
import { words } from '../../../i18n';
import { momentOf, nowIn } from '../../format';
import { type RowOf, useRows } from '../../live/rows';
import { zoneOf } from '../../live/session';
import { store } from '../../live/store';
import type { Meeting } from '../../parts/MeetingFrame';
import { say } from '../../parts/toast';

export function Steps({ meeting }: { readonly meeting: Meeting }) {
  const t = words().meeting.hub;
  const sessions = useRows('session', { meeting: meeting.id });
  if (!sessions) return null;
  const running = sessions.find(({ doc }) => doc.started_at && !doc.ended_at);
  if (meeting.doc.status === 'held' && running) {
    return (
      <button type="button" class="button" onClick={() => void end(running)}>
        {t.end}
      </button>
    );
  }
  if ((meeting.doc.status ?? 'planned') !== 'planned') return null;
  return (
    <button type="button" class="button main" onClick={() => void begin(meeting)}>
      {t.start}
    </button>
  );
}

function now(village: string): string {
  const zone = zoneOf(village);
  const { date, time } = nowIn(zone);
  return momentOf(date, time, zone);
}

async function begin({ id, village, doc }: Meeting): Promise<void> {
  const session: Doc = {
    meeting: id,
    started_at: now(village),
    outcome: 'held',
    ...(doc.place && { place: doc.place }),
  };
  try {
    await store().saveMany([
      { kind: 'meeting', village, id, set: { status: 'held' } },
      { kind: 'session', village, id: null, set: session },
    ]);
    say(words().meeting.hub.started);
  } catch {
    say(words().errors.disk);
  }
}

async function end({ id, village }: RowOf<'session'>): Promise<void> {
  try {
    await store().save('session', village, id, { ended_at: now(village) });
  } catch {
    say(words().errors.disk);
  }
}
