/** When a new version of the app may come in: never while a meeting is being recorded. */
import { computed, signal } from '@preact/signals';
import type { Update } from '../../net';
import { path } from '../router';
import { left } from './left';
import { store } from './store';

const TYPED_MS = 10 * 60 * 1000;
const SITTING_MS = 12 * 3600 * 1000;
const LOOK_MS = 30_000;

export interface Work {
  /** The screen that is open, or was when the phone ended the app. */
  readonly path: string;
  /** How long ago something was typed or tapped into a form (ms). */
  readonly quiet: number;
  /** Sittings that began, and when they ended. */
  readonly sittings: readonly { readonly started: string; readonly ended?: string | undefined }[];
}

/** Nobody records: home or a list is open, nothing was typed for a while, no sitting is running. */
export function isIdle({ path: here, quiet, sittings }: Work, now: number): boolean {
  if (!['/', '/kiriman', '/akun', '/masuk'].includes(here) || quiet < TYPED_MS) return false;
  return !sittings.some(({ started, ended }) => {
    const since = now - Date.parse(started);
    return !ended && since >= -SITTING_MS && since < SITTING_MS;
  });
}

const waiting = signal<Update | null>(null);
const idle = signal(false);
let typedAt = Number.NEGATIVE_INFINITY;

/** A new version that may be offered now. */
export const offered = computed(() => idle.value && waiting.value !== null);

export async function offerUpdate(update: Update): Promise<void> {
  waiting.value = update;
  await look();
  if (update.atStart && idle.peek()) update.take(() => undefined);
}

export function taken(busy: () => void): void {
  waiting.peek()?.take(busy);
}

export function later(): void {
  waiting.value = null;
}

export function watchWork(): void {
  addEventListener('input', () => {
    typedAt = performance.now();
    idle.value = false;
  });
  path.subscribe(() => void look());
  setInterval(() => void look(), LOOK_MS);
  document.addEventListener('visibilitychange', () => void look());
}

/** Looked at only while a version waits: reading the sittings costs something. */
async function look(): Promise<void> {
  if (!waiting.peek()) return;
  const sittings = (await store().list('session')).map(({ doc }) => ({
    started: String(doc.started_at ?? ''),
    ended: doc.ended_at ? String(doc.ended_at) : undefined,
  }));
  idle.value = isIdle(
    { path: left.peek() ?? path.peek(), quiet: performance.now() - typedAt, sittings },
    Date.now(),
  );
}
