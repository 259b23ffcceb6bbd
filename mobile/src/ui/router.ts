/** Addresses after the `#`, so that the phone's back key walks the app and needs no server. */
import { signal } from '@preact/signals';

export const path = signal(here());
/** The field that the address asks for: `/m/abc/data?isian=place`. */
export const wanted = signal(asked());
/** Counts the screens shown, so that the same address twice in a row is a new screen. */
export const visit = signal(0);

const heights = new Map<string, number>();

function here(): string {
  const hash = typeof location === 'undefined' ? '' : location.hash.slice(1);
  return hash.startsWith('/') ? (hash.split('?')[0] ?? '/') : '/';
}

function asked(): string {
  const hash = typeof location === 'undefined' ? '' : location.hash;
  return new URLSearchParams(hash.split('?')[1] ?? '').get('isian') ?? '';
}

export function go(to: string): void {
  location.hash = to;
}

/** Takes the place of the current screen, so that "back" does not return to it. */
export function replace(to: string): void {
  history.replaceState({ seen: true }, '', `#${to}`);
  path.value = to;
  wanted.value = '';
  visit.value += 1;
  scrollTo(0, 0);
}

/** One step up: back in history when we came from inside, else to the parent screen. */
export function up(parent: string): void {
  if (history.state?.inside) history.back();
  else replace(parent);
}

export function startRouter(): void {
  history.scrollRestoration = 'manual';
  addEventListener('scroll', () => heights.set(path.peek(), scrollY), { passive: true });
  addEventListener('hashchange', () => {
    const returning = Boolean(history.state?.seen);
    if (!returning) history.replaceState({ seen: true, inside: true }, '');
    path.value = here();
    wanted.value = asked();
    visit.value += 1;
    const height = returning ? (heights.get(path.value) ?? 0) : 0;
    // Lists come out of the database a moment later than the screen itself.
    requestAnimationFrame(() => requestAnimationFrame(() => scrollTo(0, height)));
  });
}

/** `/m/:meeting/hadir` against `/m/abc/hadir` gives `{meeting: 'abc'}`. */
export function match(pattern: string, address: string): Readonly<Record<string, string>> | null {
  const wanted = pattern.split('/');
  const given = address.split('/');
  if (wanted.length !== given.length) return null;
  const found: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) found[part.slice(1)] = value;
    else if (part !== value) return null;
  }
  return found;
}

/** Names the record that the current screen has just made, without drawing the screen anew. */
export function settle(to: string): void {
  history.replaceState({ ...history.state, seen: true }, '', `#${to}`);
}
