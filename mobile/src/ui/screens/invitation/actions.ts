/** What is done to a list of invitations. Nobody becomes present by it. */
import type { Doc } from '../../../core/types';
import { words } from '../../../i18n';
import { nowIn } from '../../format';
import { show } from '../../live/rows';
import { zoneOf } from '../../live/session';
import { store } from '../../live/store';
import type { Meeting } from '../../parts/MeetingFrame';
import { say } from '../../parts/toast';
import type { Attendee } from '../attendance/people';
import { wasSent } from './guests';

const today = (village: string) => nowIn(zoneOf(village)).date;

/** false: nothing was saved. */
export async function invite(
  { id, village }: Meeting,
  guests: readonly Doc[],
  told: string,
): Promise<boolean> {
  const edits = guests.map((guest) => ({
    kind: 'attendance' as const,
    village,
    id: null,
    set: { ...guest, meeting: id },
  }));
  try {
    const rows = await store().saveMany(edits);
    say(told, async () => {
      for (const row of rows) await store().remove('attendance', village, row.id);
    });
    return true;
  } catch {
    say(words().errors.disk);
    return false;
  }
}

/** Sent, or not after all; who received it was sent it, and what was not sent was not received. */
export async function mark(guest: Attendee, what: 'sent' | 'received'): Promise<void> {
  const { village, id, doc } = guest;
  const day = doc.invited_on ?? today(village);
  const received = doc.invitation_received === true;
  const set: Doc =
    what === 'received'
      ? { invitation_received: !received, ...(!received && { invited_on: day }) }
      : wasSent(guest)
        ? { invited_on: null, invitation_received: false }
        : { invited_on: day };
  try {
    show(await store().save('attendance', village, id, set));
  } catch {
    say(words().errors.disk);
  }
}

/** The letters went out today; the meeting's own date of invitation is filled with it where it is empty. */
export async function markAllSent(meeting: Meeting, guests: readonly Attendee[]): Promise<void> {
  const { id, village, doc } = meeting;
  const invited_on = today(village);
  const fresh = !doc.invited_on;
  const edits = (on: string | null) => [
    ...guests.map((guest) => ({
      kind: 'attendance' as const,
      village,
      id: guest.id,
      set: { invited_on: on },
    })),
    ...(fresh ? [{ kind: 'meeting' as const, village, id, set: { invited_on: on } }] : []),
  ];
  try {
    await store().saveMany(edits(invited_on));
    say(words().invitation.allSentDone(guests.length), async () => {
      await store().saveMany(edits(null));
    });
  } catch {
    say(words().errors.disk);
  }
}
