/** Finding an account code by the words people use, without a network. */
import type { AccountCode } from '../../../core/types';
import { begins } from '../../../core/typing';

const MOST = 8;
/** What nearly every village decides on: first in sight after two letters. */
const COMMON = new Set(
  '2.2.02 2.3.10 2.3.11 2.3.14 2.1.01 2.4.11 2.4.12 2.4.14 2.4.01 2.7.02 4.2.02 4.2.04 5.3.00'.split(
    ' ',
  ),
);
const FEW_LETTERS = 3;
/** Say where and for whom, never what. */
const EMPTY = new Set('di ke dan untuk bagi dari yang kepada desa dusun rt rw kegiatan'.split(' '));
/** Keeping up or building: half of the annex exists in both forms. */
const KEEPING = new Set('perbaikan perbaiki servis rawat perawatan merawat pelihara'.split(' '));
const BUILDING = new Set('bangun membangun buat bikin pembuatan baru pasang'.split(' '));

interface Known {
  readonly code: AccountCode;
  readonly said: readonly string[];
  readonly official: readonly string[];
}

/**
 * Best first, in any order of words, beginnings of words and slips of the finger included. Villagers' own words
 * count more than the official ones, activities are found and never their headings.
 */
export function findCodes(codes: readonly AccountCode[], query: string): readonly AccountCode[] {
  const typed = query.trim().toLowerCase();
  if (typed.length < 2) return [];
  if (/^[\d.]+$/.test(typed)) {
    return codes.filter(({ code }) => isActivity(code) && code.startsWith(typed)).slice(0, MOST);
  }
  const wanted = split(typed);
  const telling = wanted.filter((word) => !EMPTY.has(word) && !how(word));
  const sought = telling.length > 0 ? telling : wanted;
  const found = knownOf(codes)
    .map((known) => ({ known, ...points(known, sought, wanted) }))
    .filter(({ hits }) => hits > 0);
  const most = Math.max(...found.map(({ hits }) => hits));
  return found
    .filter(({ hits }) => hits === most)
    .sort((a, b) => b.sum - a.sum)
    .slice(0, MOST)
    .map(({ known }) => known.code);
}

/** `2.3.10`: only activities are looked for by words; `2` and `2.3` are their headings. */
function isActivity(code: string): boolean {
  return code.split('.').length >= 3;
}

const built = new WeakMap<readonly AccountCode[], readonly Known[]>();

function knownOf(codes: readonly AccountCode[]): readonly Known[] {
  const ready = built.get(codes);
  if (ready) return ready;
  const known = codes
    .filter(({ code }) => isActivity(code))
    .map((code) => ({
      code,
      said: split(code.said ?? ''),
      official: split(code.name.toLowerCase()),
    }));
  built.set(codes, known);
  return known;
}

function split(text: string): readonly string[] {
  return text.split(/[^a-z0-9]+/).filter(Boolean);
}

function how(word: string): string {
  if (KEEPING.has(word)) return 'pemeliharaan';
  return BUILDING.has(word) ? 'pembangunan' : '';
}

function points(
  { code, said, official }: Known,
  sought: readonly string[],
  all: readonly string[],
) {
  const best = sought.map((word) => Math.max(of(said, word, 40), of(official, word, 24)));
  const hits = best.filter((point) => point > 0).length;
  const fits = all.some((word) => official[0] !== undefined && how(word) === official[0]);
  const rest = code.code.endsWith('.90') ? -20 : 0;
  const typed = all.join('').length;
  const common = COMMON.has(code.code) ? (typed > FEW_LETTERS ? 2 : 10) : 0;
  const sum = best.reduce((total, point) => total + point, 0);
  return { hits, sum: sum + (fits ? 15 : 0) + common + rest };
}

/** A whole word counts more than a beginning, a beginning more than a slip, and what comes first most. */
function of(words: readonly string[], typed: string, worth: number): number {
  let most = 0;
  for (const [at, word] of words.entries()) {
    if (!begins(word, typed)) continue;
    const exact = word.startsWith(typed) ? typed.length / word.length : 0.2;
    most = Math.max(most, worth * (0.4 + 0.6 * exact) - Math.min(at, 9));
  }
  return most;
}

/** What is in force in a year, one meaning a code: the kabupaten's own, told first, goes before the nation's. */
export function inYear(codes: readonly AccountCode[], year: number): readonly AccountCode[] {
  const seen = new Set<string>();
  return codes.filter(({ code, year_from = 0, year_until }) => {
    const holds = year_from <= year && (year_until ?? year) >= year && !seen.has(code);
    if (holds) seen.add(code);
    return holds;
  });
}

export function nameOfCode(codes: readonly AccountCode[], account: string | undefined): string {
  return codes.find(({ code }) => code === account)?.name ?? '';
}
