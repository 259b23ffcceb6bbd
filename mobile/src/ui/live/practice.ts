/**
 * Whether this window practises. It is a whole window that does: a reload changes over, so that the practice
 * village and the phone's own records are never open side by side.
 */
import { language } from '../../i18n';
import type { Practice } from '../../practice';

/**
 * `?latihan=id`, in the address alone: whoever opens the app from the home screen is never in practice
 * unawares.
 */
const MARK = 'latihan';

let opened: Practice | null = null;

/** The practice village of this window; null where it is about real records. */
export function practice(): Practice | null {
  return opened;
}

/** Opens the practice village where this window practises. */
export async function openPractised(): Promise<Practice | null> {
  if (!spokenThere()) return null;
  try {
    opened = await (await import('../../practice')).openPractice();
  } catch {
    history.replaceState(null, '', location.pathname + location.hash);
  }
  return opened;
}

/** The language that was spoken when practice began; empty where this window does not practise. */
export function spokenThere(): string {
  return new URLSearchParams(location.search).get(MARK) ?? '';
}

/** Goes over to the practice village. Rejects where its part of the app is not on the phone yet. */
export async function enterPractice(): Promise<void> {
  await import('../../practice');
  anew(`?${MARK}=${language.value}`, '/latihan');
}

/** Goes back to the phone's own records, which lie as they were left. */
export function leavePractice(): void {
  anew('', '/');
}

/** Forgets what was practised and begins on the first day again. */
export async function practiseAnew(): Promise<void> {
  await opened?.wipe();
  anew(location.search, '/latihan');
}

function anew(mark: string, place: string): void {
  history.replaceState(null, '', `${location.pathname}${mark}#${place}`);
  location.reload();
}
