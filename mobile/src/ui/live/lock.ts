/** Whether the lock is down, and what brings it down: quiet, or leaving the app. */
import { signal } from '@preact/signals';
import { isSitting, lockIsDue } from '../../core/lock';
import { words } from '../../i18n';
import type { LockState } from '../../store/types';
import { say } from '../parts/toast';
import { recall, refresh } from './session';
import { store } from './store';

export const lock = signal<LockState | null>(null);

const LOOK_MS = 15_000;
/** A touch is noted on the disk only now and then. */
const NOTE_MS = 30_000;
/** What was tapped comes first: the bell rings with every save. */
const BLINK = 150;
let due = false;
let touchedAt = 0;
let notedAt = 0;

/** Looks at the lock anew. What it hid is read before it opens, so that no sign-in flashes up. */
export async function refreshLock(): Promise<void> {
  const state = await store().lock.look();
  const before = lock.peek();
  if (before?.locked && !state.locked) {
    await recall();
    await refresh();
    if (state.way === 'none' && state.user === before.user) say(words().lock.lifted);
  }
  lock.value = state;
}

export async function startLock(): Promise<void> {
  await consider(true);
  await refreshLock();
  store().subscribe(() => {
    if (due) return;
    due = true;
    setTimeout(() => {
      due = false;
      void refreshLock();
    }, BLINK);
  });
  for (const kind of ['pointerdown', 'keydown', 'input']) {
    addEventListener(kind, () => touched(NOTE_MS), { passive: true });
  }
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') touched(0);
    else void consider(true);
  });
  setInterval(() => {
    if (document.visibilityState === 'visible') void consider(false);
  }, LOOK_MS);
}

function touched(sinceNoted: number): void {
  const state = lock.peek();
  if (!state || state.way === 'none' || state.locked) return;
  touchedAt = Date.now();
  if (touchedAt - notedAt < sinceNoted) return;
  notedAt = touchedAt;
  void store()
    .lock.touch()
    .catch(() => undefined);
}

/** Brings the lock down if its time has come. */
async function consider(away: boolean): Promise<void> {
  const { way, locked, ...state } = await store().lock.look();
  if (way === 'none' || locked) return;
  const quiet = {
    now: Date.now(),
    touchedAt: Math.max(touchedAt, state.touchedAt),
    away,
    minutes: state.minutes,
  };
  if (!lockIsDue({ ...quiet, inMeeting: false })) return;
  if (lockIsDue({ ...quiet, inMeeting: await meetingRuns() })) await lockNow();
}

export async function lockNow(): Promise<void> {
  await store().lock.lockNow();
  await refreshLock();
}

async function meetingRuns(): Promise<boolean> {
  const sittings = (await store().list('session')).filter((row) => isSitting(row, Date.now()));
  const meetings = await Promise.all(
    sittings.map(({ doc }) => store().get('meeting', String(doc.meeting))),
  );
  return meetings.some((meeting) => meeting?.doc.status === 'held');
}
