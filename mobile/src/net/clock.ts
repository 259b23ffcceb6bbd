/** Whether the phone's date can be right. Nothing is ordered by it, but people type dates after it. */

/** Far above any round trip, far below a wrong day. */
export const MOST_OFF_MS = 10 * 60 * 1000;

interface Evidence {
  /** Of the phone before the server, in ms, when it last answered; null: not known since the start. */
  readonly ahead: number | null;
  /** The server's time at the last exchange that ended well. */
  readonly lastSuccess: string | null;
}

/** The last answer says so, or the phone stands before a moment that it has lived through. */
export function clockIsWrong({ ahead, lastSuccess }: Evidence, now: number): boolean {
  if (ahead !== null) return Math.abs(ahead) > MOST_OFF_MS;
  return lastSuccess !== null && now + MOST_OFF_MS < Date.parse(lastSuccess);
}
