/** What villagers asked for before: the same wish told in other words, counted and never merged. */
import type { ProposalDoc } from './records';
import type { Uuid } from './types';
import { near } from './typing';

/** A proposal with what must be known of the meeting that heard it. */
export interface Wish {
  readonly id: Uuid;
  readonly meeting: Uuid;
  /** The fiscal year that the meeting planned for; 0: not known. */
  readonly year: number;
  /** It became an activity that still stands. */
  readonly funded: boolean;
  readonly doc: ProposalDoc;
}

/** Words that say how, not what: "perbaikan jalan" and "pembangunan jalan" ask for the same road. */
const HOW = new Set(
  (
    'pembangunan bangun membangun dibangun perbaikan perbaiki memperbaiki diperbaiki rehabilitasi rehab peningkatan ' +
    'pengadaan pemeliharaan pembuatan buat pengerasan pemasangan penyediaan penambahan tambah tambahan lanjutan baru ' +
    'usulan mohon minta agar supaya untuk bagi dan atau di ke dari yang dengan oleh pada milik warga masyarakat desa ' +
    'dusun kampung dsn rt rw blok paket unit meter sebanyak sepanjang'
  ).split(' '),
);

/** The words of a wish that tell it from others, without those of its place. */
export function tellingWords(activity: string, place = ''): readonly string[] {
  const there = new Set(split(place));
  const words = split(activity).filter((word) => !/^\d/.test(word) && !there.has(word));
  const telling = words.filter((word) => !HOW.has(word));
  return [...new Set(telling.length > 0 ? telling : words)];
}

function split(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 1);
}

/** Whether two proposals ask for the same thing at the same place, perhaps in other words. */
export function sameWish(a: ProposalDoc, b: ProposalDoc): boolean {
  const [here, there] = [keyOf(a), keyOf(b)];
  if (here.place !== there.place && here.place !== '' && there.place !== '') return false;
  const [short, long] = byLength(here.words, there.words);
  if (short.length === 0) return false;
  const common = short.filter((word) => long.some((other) => near(word, other))).length;
  if (a.account && a.account === b.account) return common * 2 >= short.length;
  return common === short.length && (short.length > 1 || long.length === 1);
}

interface Key {
  readonly words: readonly string[];
  readonly place: string;
}

/** Each wish is compared with hundreds of others, so it is taken apart once. */
const keys = new WeakMap<ProposalDoc, Key>();

function keyOf(doc: ProposalDoc): Key {
  const known = keys.get(doc);
  if (known) return known;
  const place = split(doc.hamlet ?? '').filter((word) => !HOW.has(word));
  const key = { words: tellingWords(doc.activity ?? '', doc.hamlet), place: place.join(' ') };
  keys.set(doc, key);
  return key;
}

function byLength<T>(a: readonly T[], b: readonly T[]) {
  return a.length <= b.length ? ([a, b] as const) : ([b, a] as const);
}

export interface Asked {
  /** The fiscal years that it was asked for, the latest first. */
  readonly years: readonly number[];
  /** How many of them follow each other up to the latest. */
  readonly running: number;
  /** How many meetings heard it. */
  readonly meetings: number;
}

/** How often the village asked for this, the wish itself included. */
export function asked(wish: Wish, all: readonly Wish[]): Asked {
  const alike = all.filter((each) => each.id === wish.id || sameWish(each.doc, wish.doc));
  const years = distinct(alike.map(({ year }) => year).filter((year) => year > 0));
  years.sort((a, b) => b - a);
  const gap = years.findIndex((year, at) => year !== (years[0] ?? 0) - at);
  return {
    years,
    running: gap < 0 ? years.length : gap,
    meetings: distinct(alike.map(({ meeting }) => meeting)).length,
  };
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

/** What a meeting must know of itself to look back. */
export interface Here {
  readonly meeting: Uuid;
  readonly year: number;
  /** Whether this other meeting came before. */
  readonly before: (meeting: Uuid) => boolean;
}

/**
 * The wishes of earlier meetings that nobody has paid for yet, the newest first. Of a wish that came up several
 * times only the newest speaks: where that one was adopted, refused, put off beyond this year or is on this
 * meeting's own list already, the older ones rest.
 */
export function waiting(all: readonly Wish[], here: Here): readonly Wish[] {
  const known = all
    .filter((wish) => wish.meeting === here.meeting || here.before(wish.meeting))
    .sort((a, b) => b.year - a.year || b.id.localeCompare(a.id));
  const spoken: Wish[] = [];
  const found: Wish[] = [];
  for (const wish of ownFirst(known, here.meeting)) {
    if (spoken.some((newer) => sameWish(newer.doc, wish.doc))) continue;
    spoken.push(wish);
    if (wish.meeting !== here.meeting && isOpen(wish, here.year)) found.push(wish);
  }
  return found;
}

function ownFirst(wishes: readonly Wish[], meeting: Uuid): readonly Wish[] {
  const own = wishes.filter((wish) => wish.meeting === meeting);
  return [...own, ...wishes.filter((wish) => wish.meeting !== meeting)];
}

function isOpen({ funded, doc }: Wish, year: number): boolean {
  const { fate = 'open', deferred_to = year } = doc;
  if (funded) return false;
  return fate === 'deferred' ? deferred_to <= year || year === 0 : fate !== 'refused';
}

/** Meetings that gather wishes and adopt nothing, and how a wish is told to come from them. */
const SOURCES: Readonly<Record<string, NonNullable<ProposalDoc['source']>>> = {
  musdus: 'hamlet_meeting',
  muskel: 'group_meeting',
  musperempuan: 'womens_meeting',
  musanak: 'childrens_forum',
  musinklusi: 'inclusion_meeting',
};

export function gathers(type: string | undefined): boolean {
  return sourceOf(type) !== undefined;
}

/** undefined where a meeting hears wishes of many kinds. */
export function sourceOf(type: string | undefined): ProposalDoc['source'] {
  return SOURCES[type ?? ''];
}
