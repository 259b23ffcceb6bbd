/**
 * What the kabupaten calls things (nagari, gampong, jorong, ...) in the Indonesian catalogue. Done once when the words
 * are first asked for, not at each drawing. Names that the law gives stay: RKP Desa, Dana Desa, BUM Desa.
 */
import { signal } from '@preact/signals';
import type { LocalTerms } from '../core/types';
import { id } from './id';
import type { Words } from './words';

const chosen = signal<LocalTerms | null>(null);

/** From now on things are called so; null: as everywhere. */
export function callThings(terms: LocalTerms | null): void {
  if (JSON.stringify(terms) !== JSON.stringify(chosen.peek())) chosen.value = terms;
}

let made: { readonly terms: LocalTerms; readonly words: Words } | undefined;

/** The Indonesian words as the kabupaten says them; another language as it is. */
export function inLocalWords(words: Words): Words {
  const terms = chosen.value;
  if (!terms || words !== id) return words;
  if (made?.terms !== terms) made = { terms, words: localised(words, terms) };
  return made.words;
}

/** The words of official papers: Indonesian, as the kabupaten says them, whatever language the screens speak. */
export function official(): Words {
  return inLocalWords(id);
}

/** A fixed official word that stands outside the catalogue. */
export function calledHere(text: string): string {
  const terms = chosen.value;
  return terms ? localText(text, terms) : text;
}

const OFFICIAL =
  '(?:Rembuk|RKP|APB|RPJM|BUM|BLT|Dana|Tunai|Peraturan|Musrenbang|Antar|antar|usaha milik|asli|Koperasi|Pemerintahan|Pembangunan) [Dd]esa';
const NAMES = new RegExp(
  `\\b(?:${OFFICIAL}|[Kk]epala [Dd]esa|[Dd]esa|[Dd]usun|[Kk]ecamatan|[Cc]amat|BPD)\\b`,
  'g',
);
const BY_NAME: Readonly<Record<string, keyof LocalTerms>> = {
  'kepala desa': 'village_head',
  desa: 'village',
  dusun: 'hamlet',
  kecamatan: 'kecamatan',
  camat: 'kecamatan_head',
  bpd: 'council',
};

export function localText(text: string, terms: LocalTerms): string {
  return text.replace(NAMES, (found) => {
    const name = BY_NAME[found.toLowerCase()];
    return name && terms[name] ? cased(terms[name], found) : found;
  });
}

/** `desa` becomes `nagari`, `Kepala desa` becomes `Wali nagari`; an official name in capitals is given as it is. */
function cased(term: string, like: string): string {
  const [first = ''] = like;
  if (like === like.toUpperCase() || like.split(' ').every((word) => /^\p{Lu}/u.test(word)))
    return term;
  const low = term.toLowerCase();
  return first === first.toUpperCase() ? term.charAt(0) + low.slice(1) : low;
}

function localised<T>(part: T, terms: LocalTerms): T {
  return walk(part, (text) => localText(text, terms)) as T;
}

function walk(part: unknown, say: (text: string) => string): unknown {
  if (typeof part === 'string') return say(part);
  if (typeof part === 'function') {
    return (...given: unknown[]) => spoken(part as (...given: unknown[]) => string, given, say);
  }
  if (Array.isArray(part)) return part.map((each) => walk(each, say));
  return Object.fromEntries(
    Object.entries(part as object).map(([key, value]) => [key, walk(value, say)]),
  );
}

/** What a sentence is about (a title, a name) was written by people, and is repeated as they wrote it. */
function spoken(
  sentence: (...given: unknown[]) => string,
  given: readonly unknown[],
  say: (text: string) => string,
): string {
  const masked = given.map((one, at) =>
    one && typeof one === 'string' ? `\u0000${at}\u0000` : one,
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no text that people write has a NUL in it.
  return say(sentence(...masked)).replace(/\u0000(\d+)\u0000/g, (_, at) => String(given[at]));
}
