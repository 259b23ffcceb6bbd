/** Who is signed in, in which village we are, and what is on its way. */
import { batch, computed, effect, signal } from '@preact/signals';
import type { Village } from '../../core/types';
import { calledHere, speak } from '../../i18n';
import type { Outbox, Session } from '../../store/types';
import { readCustoms, speakAsIn } from './customs';
import { spokenThere } from './practice';
import { store } from './store';

/** undefined: not read yet; null: nobody is signed in. */
export const session = signal<Session | null | undefined>(undefined);
/** The phone was reported lost: nobody is signed in, and what is unsent is just being sealed. */
export const sealing = signal(false);
export const outbox = signal<Outbox | null>(null);
/** Something was written that the outbox on the screen may not know of yet. */
const unread = signal(false);
/** Nothing waits on this phone; never said of a moment that has not been looked at. */
export const allSent = computed(
  () => !unread.value && outbox.value !== null && outbox.value.changes + outbox.value.files === 0,
);
export const unsentPhotos = signal<ReadonlySet<string>>(new Set());
const chosen = signal('');

export const villages = computed<readonly Village[]>(() => session.value?.villages ?? []);

/** The village on the screen: the one chosen last, else the first. */
export const village = computed<Village | null>(
  () => villages.value.find((each) => each.village === chosen.value) ?? villages.value[0] ?? null,
);

export function zoneOf(id: string): string {
  return villages.peek().find((each) => each.village === id)?.zone ?? 'WIB';
}

export function villageName(id: string): string {
  return villages.value.find((each) => each.village === id)?.name ?? '';
}

/** `Kecamatan Leles, Kabupaten Garut`: official names, in every language of the screen as the kabupaten has them. */
export function areaOf(id: string): string {
  const found = villages.value.find((each) => each.village === id);
  const kecamatan = found?.kecamatan && `${calledHere('Kecamatan')} ${found.kecamatan}`;
  return [kecamatan, found?.kabupaten].filter(Boolean).join(', ');
}

effect(() => speakAsIn(village.value?.village ?? ''));

export async function chooseVillage(id: string): Promise<void> {
  chosen.value = id;
  await store().setMeta('village', id);
}

/** The list that was tapped comes first; the trust line may follow a blink later. */
const BLINK = 150;
let due = false;
let reading: Promise<void> | null = null;
let again = false;

/** Reads session and outbox anew; many calls in a row cost two readings, and each waits for the last. */
export async function refresh(): Promise<void> {
  again = true;
  reading ??= readAll().finally(() => {
    reading = null;
  });
  await reading;
}

async function readAll(): Promise<void> {
  while (again) {
    again = false;
    const memory = store();
    const [found, box, photos] = await Promise.all([
      memory.session(),
      memory.outbox(),
      memory.unsentPhotos(),
    ]);
    sealing.value = found?.lost === true;
    const who = found?.lost ? null : found;
    if (JSON.stringify(who) !== JSON.stringify(session.peek() ?? '')) session.value = who;
    batch(() => {
      outbox.value = box;
      unread.value = again || due;
    });
    await readCustoms(memory);
    unsentPhotos.value = photos;
  }
}

/** What this person chose on this phone. A language is a file of its own; without it the app stays Indonesian. */
export async function recall(): Promise<void> {
  chosen.value = (await store().getMeta<string>('village')) ?? '';
  const spoken = (await store().getMeta<string>('language')) ?? spokenThere();
  if (spoken) await speak(spoken).catch(() => undefined);
}

export async function startSession(): Promise<void> {
  await recall();
  await refresh();
  store().subscribe(() => {
    unread.value = true;
    if (due) return;
    due = true;
    setTimeout(() => {
      due = false;
      void refresh();
    }, BLINK);
  });
}
