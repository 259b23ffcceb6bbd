/** When the lock falls. */

const MINUTE = 60_000;

/** Out of the app for longer is not the camera or the share sheet any more. */
export const AWAY_MS = 60_000;
/** A meeting at work holds the lock off: a phone that locks itself at the door loses names too. */
export const MEETING_MS = 4 * 60 * MINUTE;
/** A sitting that nobody ended does not hold it off for ever. */
const SITTING_MS = 24 * 60 * MINUTE;

export const MINUTES = [1, 5, 15] as const;
export const USUAL_MINUTES = 5;

export interface Quiet {
  readonly now: number;
  /** The last touch, in any tab and any run of the app. */
  readonly touchedAt: number;
  /** The app was out of sight since then. */
  readonly away: boolean;
  readonly minutes: number;
  readonly inMeeting: boolean;
}

/**
 * Source: goals.md §6 (5 minutes, or leaving the app; not within 4 hours of a running meeting). A clock that was set
 * back tells nothing of how long it was quiet: locked, unless a meeting runs.
 */
export function lockIsDue({ now, touchedAt, away, minutes, inMeeting }: Quiet): boolean {
  const quiet = now - touchedAt;
  if (inMeeting) return quiet > MEETING_MS;
  return quiet < -MINUTE || quiet > (away ? AWAY_MS : minutes * MINUTE);
}

interface Sitting {
  readonly doc: { readonly started_at?: unknown; readonly ended_at?: unknown };
}

/** Whether this sitting is under way. */
export function isSitting({ doc }: Sitting, now: number): boolean {
  if (typeof doc.started_at !== 'string' || doc.ended_at) return false;
  return Math.abs(now - Date.parse(doc.started_at)) < SITTING_MS;
}
