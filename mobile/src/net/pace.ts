/** How fast to go on after a round: pure, so that patience can be tested without waiting. */

import { backoff } from './backoff';
import { MOST_CHANGES } from './exchange';
import type { Outcome } from './outcome';
import type { Phase } from './state';

const POLL_MS = 5 * 60 * 1000;
const SMALLEST_PAGE = 50;

export interface Pace {
  readonly failures: number;
  /** Changes in a request and records in an answer: fewer on a line that drops the many. */
  readonly limit: number;
  /** ms until the next round; null: only when something happens. */
  readonly wait: number | null;
  /** The server itself asked to be left alone for so long; nobody may hurry that. */
  readonly quiet: number;
  readonly phase: Phase;
}

export const FRESH: Pace = { failures: 0, limit: MOST_CHANGES, wait: 0, quiet: 0, phase: 'idle' };

export function nextPace(pace: Pace, outcome: Outcome, random: number): Pace {
  const { phase } = outcome;
  if (phase === 'idle') return { ...FRESH, wait: POLL_MS };
  if (phase === 'signin' || phase === 'revoked' || phase === 'upgrade') {
    return { ...FRESH, wait: null, phase };
  }
  const failures = pace.failures + 1;
  const quiet = phase === 'waiting' ? (outcome.retryAfter ?? 0) : 0;
  // Spread over what the server asked for too: 3,000 phones must not come back in one second.
  const wait = Math.round(quiet * (1 + random / 4)) + (quiet > 0 ? 0 : backoff(failures, random));
  const limit =
    phase === 'offline' ? Math.max(SMALLEST_PAGE, Math.floor(pace.limit / 2)) : pace.limit;
  return { failures, limit, wait, quiet: quiet > 0 ? wait : 0, phase };
}
