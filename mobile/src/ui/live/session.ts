/** Who is signed in, in which village we are, and what is on its way. */
import { computed, signal } from '@preact/signals';
import type { Village } from '../../core/types';
import type { Outbox, Session } from '../../store/types';
import { store } from './store';

/** undefined: not read yet; null: nobody is signed in. */
export const session = signal<Session | null | undefined>(undefined);
export const outbox = signal<Outbox | null>(null);
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

/** `Kecamatan Leles, Kabupaten Garut`: official names, the same in every language of the screen. */
export function areaOf(id: string): string {
  const found = villages.value.find((each) => each.village === id);
  const kecamatan = found?.kecamatan && `Kecamatan ${found.kecamatan}`;
  return [kecamatan, found?.kabupaten].filter(Boolean).join(', ');
}

export async function chooseVillage(id: string): Promise<void> {
  chosen.value = id;
  await store().setMeta('village', id);
}

/** The list that was tapped comes first; the trust line may follow a blink later. */
const BLINK = 150;
let due = false;
let reading = false;
let again = false;

/** Reads session and outbox anew; many calls in a row cost two readings. */
export async function refresh(): Promise<void> {
  again = true;
  if (reading) return;
  reading = true;
  try {
    while (again) {
      again = false;
      const memory = store();
      const [who, box, photos] = await Promise.all([
        memory.session(),
        memory.outbox(),
        memory.unsentPhotos(),
      ]);
      if (JSON.stringify(who) !== JSON.stringify(session.peek() ?? '')) session.value = who;
      outbox.value = box;
      unsentPhotos.value = photos;
    }
  } finally {
    reading = false;
  }
}

export async function startSession(): Promise<void> {
  chosen.value = (await store().getMeta<string>('village')) ?? '';
  await refresh();
  store().subscribe(() => {
    if (due) return;
    due = true;
    setTimeout(() => {
      due = false;
      void refresh();
    }, BLINK);
  });
}
