/** What a tap on the attendance list does. Each says so, and each can be taken back. */
import type { Doc } from '../../../core/types';
import { words } from '../../../i18n';
import { momentOf, nowIn } from '../../format';
import { show } from '../../live/rows';
import { zoneOf } from '../../live/session';
import { store } from '../../live/store';
import { say } from '../../parts/toast';
import { type Attendee, isHere, type Known } from './people';

export function nowHere(village: string): string {
  const zone = zoneOf(village);
  const { date, time } = nowIn(zone);
  return momentOf(date, time, zone);
}

/** Present, or back to what the person was before. */
export async function toggle(row: Attendee): Promise<void> {
  const t = words().meeting.attendance;
  const { village, id, doc } = row;
  const before: Doc = { status: doc.status ?? 'invited', arrived_at: doc.arrived_at ?? null };
  const here = isHere(row);
  const after: Doc = here
    ? { status: 'invited', arrived_at: null }
    : { status: 'present', arrived_at: nowHere(village) };
  try {
    show(await store().save('attendance', village, id, after));
    const name = doc.name ?? '';
    say(here ? t.nowAbsent(name) : t.nowPresent(name), async () => {
      show(await store().save('attendance', village, id, before));
    });
  } catch {
    say(words().errors.disk);
  }
}

export async function welcome(meeting: string, village: string, known: Known): Promise<void> {
  const { key: _, ...person } = known;
  await add(meeting, village, person as Doc);
}

/** Puts a person on the list as present. false: nothing was saved. */
export async function add(meeting: string, village: string, person: Doc): Promise<boolean> {
  try {
    const row = await store().save('attendance', village, null, {
      ...person,
      meeting,
      status: 'present',
      arrived_at: nowHere(village),
    });
    say(words().meeting.attendance.nowPresent(String(row.doc.name)), async () => {
      await store().remove('attendance', village, row.id);
    });
    return true;
  } catch {
    say(words().errors.disk);
    return false;
  }
}
