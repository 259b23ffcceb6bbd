/** What a tap on the attendance list does. Each says so, and each can be taken back. */
import type { AttendanceDoc } from '../../../core/records';
import { hereIn, type Sitting, standing, tapped } from '../../../core/sittings';
import type { Doc } from '../../../core/types';
import { words } from '../../../i18n';
import { nowHere } from '../../live/clock';
import { show } from '../../live/rows';
import { store } from '../../live/store';
import type { Meeting } from '../../parts/MeetingFrame';
import { say } from '../../parts/toast';
import { type Attendee, isGuest, type Known } from './people';

/** What the fields of `set` said before, to be put back. */
function undoing(doc: AttendanceDoc, set: Doc): Doc {
  const before = doc as Doc;
  return Object.fromEntries(Object.keys(set).map((field) => [field, before[field] ?? null]));
}

/** Present in the sitting that runs, or back to what the person was before. */
export async function toggle(row: Attendee, sittings: readonly Sitting[]): Promise<void> {
  const t = words().meeting.attendance;
  const { village, id, doc } = row;
  const here = hereIn(sittings)(doc);
  const set = tapped(doc, sittings, nowHere(village)) as Doc;
  const before = undoing(doc, set);
  try {
    show(await store().save('attendance', village, id, set));
    const name = doc.name ?? '';
    say(here ? t.nowAbsent(name) : t.nowPresent(name), async () => {
      show(await store().save('attendance', village, id, before));
    });
  } catch {
    say(words().errors.disk);
  }
}

/** Everybody who was there before, at once: after a pause they sit where they sat. */
export async function stillHere(
  rows: readonly Attendee[],
  sittings: readonly Sitting[],
): Promise<void> {
  const edits = rows.map(({ village, id, doc }) => {
    const set = tapped(doc, sittings, nowHere(village)) as Doc;
    return { kind: 'attendance' as const, village, id, set, before: undoing(doc, set) };
  });
  try {
    await store().saveMany(edits);
    say(words().door.stillHereDone(edits.length), async () => {
      await store().saveMany(edits.map(({ before, ...edit }) => ({ ...edit, set: before })));
    });
  } catch {
    say(words().errors.disk);
  }
}

/** Where somebody new is put: on which meeting's list, in which sitting, as what. */
export interface Door {
  readonly meeting: Meeting;
  readonly sittings: readonly Sitting[];
  readonly list: readonly Attendee[];
}

/** One or two who wait may be people that were tapped back; more are a list of invitations. */
const A_LIST = 3;

/** Who comes without standing on the list of invitations, where there is one, has come unasked. */
export function capacityAt({ list }: Pick<Door, 'list'>): 'invited' | 'registered' {
  const guests = list.filter(isGuest);
  const waiting = guests.filter(({ doc }) => (doc.status ?? 'invited') === 'invited').length;
  return waiting >= A_LIST || guests.some(({ doc }) => doc.invited_on) ? 'registered' : 'invited';
}

export async function welcome(door: Door, known: Known): Promise<void> {
  const { key: _, ...person } = known;
  await add(door, { ...person, capacity: capacityAt(door) } as Doc);
}

/** Puts a person on the list as present. false: nothing was saved. */
export async function add({ meeting, sittings }: Door, person: Doc): Promise<boolean> {
  const { id, village } = meeting;
  const { running } = standing(sittings);
  try {
    const row = await store().save('attendance', village, null, {
      ...person,
      meeting: id,
      status: 'present',
      arrived_at: nowHere(village),
      ...(running && { sessions: [running.id] }),
    });
    show(row);
    say(words().meeting.attendance.nowPresent(String(row.doc.name)), async () => {
      await store().remove('attendance', village, row.id);
    });
    return true;
  } catch {
    say(words().errors.disk);
    return false;
  }
}

/**
 * Somebody sits in an invited person's chair. The invited one stays on the list, so that the chair is counted
 * once, and says who came instead.
 */
export async function represent(
  row: Attendee,
  sittings: readonly Sitting[],
  by: Pick<AttendanceDoc, 'name' | 'gender'>,
): Promise<boolean> {
  const t = words().door;
  const { village, doc } = row;
  const { running } = standing(sittings);
  const { meeting, element, hamlet, name = '' } = doc;
  const chair: Doc = {
    status: 'excused',
    reason: t.representedBy(by.name ?? ''),
    arrived_at: null,
  };
  const sits = {
    ...by,
    meeting,
    element,
    hamlet,
    capacity: 'registered',
    status: 'represented',
    represents: name,
    arrived_at: nowHere(village),
    ...(running && { sessions: [running.id] }),
  };
  const said = Object.entries(sits).filter(([, value]) => value !== undefined);
  try {
    const [, added] = await store().saveMany([
      { kind: 'attendance', village, id: row.id, set: { ...chair, sessions: null } },
      { kind: 'attendance', village, id: null, set: Object.fromEntries(said) as Doc },
    ]);
    say(t.nowRepresented(by.name ?? '', name), async () => {
      if (added) await store().remove('attendance', village, added.id);
      await store().save('attendance', village, row.id, undoing(doc, { ...chair, sessions: null }));
    });
    return true;
  } catch {
    say(words().errors.disk);
    return false;
  }
}
