/** Names of people as lists are searched: titles, spelling habits and capitals do not matter. */

const TITLES = new Set([
  'h',
  'hj',
  'haji',
  'hajah',
  'kh',
  'ky',
  'kiai',
  'ustadz',
  'ust',
  'dr',
  'dra',
  'drs',
  'ir',
  'prof',
  'bapak',
  'bpk',
  'pak',
  'ibu',
  'bu',
  'sdr',
  'sdri',
]);
const DEGREE =
  /^(?:a\.?md(?:\.\w+)?|s\.?(?:t|h|e|p|pd|ag|ip|sos|kom|ked|km|si|st|tr)(?:\.\w+)*|m\.?(?:si|pd|h|m|kes|ag|ap|ba|t)(?:\.\w+)*|sst|spd|spdi|amd|skm)\.?$/;
const SAME: { readonly [short: string]: string } = {
  moh: 'muhammad',
  moch: 'muhammad',
  mohamad: 'muhammad',
  mohammad: 'muhammad',
  mochamad: 'muhammad',
  mochammad: 'muhammad',
  muh: 'muhammad',
  muhamad: 'muhammad',
  muhamat: 'muhammad',
  mhd: 'muhammad',
  md: 'muhammad',
  abd: 'abdul',
  st: 'siti',
  sitti: 'siti',
};

/** The key under which a name is searched and sorted: `H. Moh. Yusuf, S.Pd.` is `muhammad yusuf`. */
export function nameKey(name: string): string {
  const [own = ''] = name.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').split(',');
  const words = own.split(/\s+/).filter((word) => word !== '');
  const kept = words.filter((word, at) => !isTitle(word, at));
  // A name that consists of titles alone ("Bu Haji") is still a name.
  return (kept.length > 0 ? kept : words).flatMap(spelled).join(' ');
}

function isTitle(word: string, at: number): boolean {
  const bare = word.replace(/[^a-z]/g, '');
  if (TITLES.has(bare)) return true;
  return at > 0 && word.includes('.') && DEGREE.test(word);
}

function spelled(word: string): readonly string[] {
  const parts = word.split(/[^a-z0-9]+/).filter((part) => part !== '' && !TITLES.has(part));
  const known = parts.length > 0 ? parts : [word.replace(/[^a-z0-9]/g, '')];
  return known.filter((part) => part !== '').map((part) => SAME[part] ?? part);
}

/** A name as it is compared: worked out once, since a long list is compared at every letter. */
export interface Heard {
  readonly key: string;
  readonly sound: string;
}

export function heard(name: string): Heard {
  const key = nameKey(name);
  return { key, sound: sounded(key) };
}

/** Worth asking "is this the same person?": same key, or one letter apart, or one name left out. */
export function likelySame(a: string, b: string): boolean {
  return alike(heard(a), heard(b));
}

/** `likelySame` of names that were worked out before. */
export function alike(a: Heard, b: Heard): boolean {
  if (a.key === '' || b.key === '') return false;
  if (a.sound === b.sound) return true;
  if (oneApart(a.sound, b.sound)) return Math.min(a.key.length, b.key.length) >= 5;
  return oneContains(a.key.split(' '), b.key.split(' '));
}

/** Old and new spelling of one sound. */
function sounded(key: string): string {
  return key
    .replace(/dj/g, 'j')
    .replace(/tj/g, 'c')
    .replace(/oe/g, 'u')
    .replace(/sj/g, 'sy')
    .replace(/[hk]\b/g, '')
    .replace(/v|ph/g, 'f')
    .replace(/z/g, 's')
    .replace(/(.)\1/g, '$1')
    .replace(/ /g, '');
}

function oneContains(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return short.length >= 2 && short.every((word) => long.includes(word));
}

function oneApart(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  const skip = long.length === short.length ? at + 1 : at;
  return short.slice(skip) === long.slice(at + 1);
}
