/** Words as people type them on a small screen. */

const LONG_ENOUGH = 5;

/** The same word, or one letter wrong, missing, doubled or swapped in a word that is long enough for it. */
export function near(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length < LONG_ENOUGH - 1 || long.length < LONG_ENOUGH || long.length - short.length > 1)
    return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1);
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  const swapped = short[at] === long[at + 1] && short[at + 1] === long[at];
  return swapped && short.slice(at + 2) === long.slice(at + 2);
}

/** Whether a word begins with what was typed so far, a slip of the finger forgiven. */
export function begins(word: string, typed: string): boolean {
  if (word.startsWith(typed)) return true;
  if (typed.length < LONG_ENOUGH) return false;
  return [-1, 0, 1].some((more) => near(typed, word.slice(0, typed.length + more)));
}
