/** Handing the record in, and how far it has come. Never says "arrived" before the server has it. */
import { useState } from 'preact/hooks';
import { words } from '../../../i18n';
import { momentOf, nowIn } from '../../format';
import { sending, sendNow } from '../../live/sending';
import { outbox, unsentPhotos, zoneOf } from '../../live/session';
import { store } from '../../live/store';
import { Note } from '../../parts/bits';
import { Icon } from '../../parts/Icon';
import type { Meeting } from '../../parts/MeetingFrame';
import { say } from '../../parts/toast';

export function HandIn({ meeting }: { readonly meeting: Meeting }) {
  const t = words().summary;
  const { status = 'planned' } = meeting.doc;
  if (status === 'submitted') return <Submitted meeting={meeting} />;
  if (status === 'accepted') {
    return (
      <Note tone="good" icon="check">
        {t.accepted}
      </Note>
    );
  }
  if (status === 'published' || status === 'corrected') {
    return (
      <Note tone="good" icon="check">
        {t.published}
      </Note>
    );
  }
  return <Ask meeting={meeting} />;
}

function Ask({ meeting }: { readonly meeting: Meeting }) {
  const t = words();
  const [asked, setAsked] = useState(false);
  const returned = meeting.doc.status === 'returned';
  const label = returned ? t.summary.resend : t.summary.send;
  if (!asked) {
    return (
      <div class="stack tight no-print">
        {returned && <Note tone="bad">{t.summary.returned}</Note>}
        <button type="button" class="button main wide" onClick={() => setAsked(true)}>
          <Icon name="send" /> {label}
        </button>
      </div>
    );
  }
  return (
    <div class="card stack no-print">
      <p>{t.summary.sendAsk}</p>
      <div class="row">
        <button
          type="button"
          class="button main"
          onClick={() => void handIn(meeting).then(() => setAsked(false))}
        >
          {t.summary.sendYes}
        </button>
        <button type="button" class="button" onClick={() => setAsked(false)}>
          {t.common.cancel}
        </button>
      </div>
    </div>
  );
}

function Submitted({ meeting }: { readonly meeting: Meeting }) {
  const t = words().summary;
  const busy = sending.value.phase === 'sending';
  if (meeting.pending) {
    return (
      <div class="stack tight no-print" role="status">
        <Note tone="wait" icon="clock">
          {busy ? t.sending : t.queued}
        </Note>
        <button type="button" class="button" onClick={() => void withdraw(meeting)}>
          {t.withdraw}
        </button>
      </div>
    );
  }
  const rest = outbox.value?.changes ?? 0;
  const photos = unsentPhotos.value.size;
  return (
    <div role="status">
      <Note tone={rest > 0 ? 'wait' : 'good'} icon={rest > 0 ? 'clock' : 'check'}>
        {rest > 0 ? t.queued : photos > 0 ? t.sentFiles(photos) : t.sent}
      </Note>
    </div>
  );
}

async function handIn({ id, village }: Meeting): Promise<void> {
  const zone = zoneOf(village);
  const now = nowIn(zone);
  try {
    await store().save('meeting', village, id, {
      status: 'submitted',
      submitted_at: momentOf(now.date, now.time, zone),
    });
    sendNow();
  } catch {
    say(words().errors.disk);
  }
}

async function withdraw({ id, village }: Meeting): Promise<void> {
  try {
    await store().save('meeting', village, id, { status: 'held', submitted_at: null });
    say(words().summary.withdrawn);
  } catch {
    say(words().errors.disk);
  }
}
