const FIRST_MS = 2000;
const LONGEST_MS = 5 * 60 * 1000;

/**
 * How long to wait after so many failures in a row: 2 s, doubled up to 5 min, and spread over half to
 * the whole of it, so that phones that failed together do not come back together.
 */
export function backoff(failures: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1));
  return Math.round(full * (0.5 + random / 2));
}
