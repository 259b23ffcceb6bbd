/** Rupiah. An amount is an integer of sen (1/100 rupiah), never a fraction. */

const LARGEST = 10 ** 15;
const SPELLING = /^(?:rp\.?\s*)?(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}|-))?$/i;

/**
 * Reads an amount as officials write it: `Rp1.250.000`, `Rp 1.250.000,00`, `Rp 1.250.000,-`,
 * `1250000`. null when it is not an amount; in doubt it says null rather than guess.
 */
export function parseRupiah(text: string): number | null {
  const found = SPELLING.exec(text.trim().replace(/\u00a0/g, ' '));
  if (!found) return null;
  const rupiah = Number((found[1] ?? '').replaceAll('.', ''));
  const decimals = found[2] === '-' ? '' : (found[2] ?? '');
  const sen = rupiah * 100 + Number(decimals.padEnd(2, '0'));
  return sen <= LARGEST ? sen : null;
}

/** `Rp1.250.000`, with decimals only where there are some: `Rp1.250.000,50`. */
export function formatRupiah(sen: number): string {
  const size = Math.abs(sen);
  const rupiah = String(Math.trunc(size / 100)).replace(/\B(?=(\d{3})+$)/g, '.');
  const rest = size % 100;
  const decimals = rest === 0 ? '' : `,${String(rest).padStart(2, '0')}`;
  return `${sen < 0 ? '-' : ''}Rp${rupiah}${decimals}`;
}

const DIGITS = [
  '',
  'satu',
  'dua',
  'tiga',
  'empat',
  'lima',
  'enam',
  'tujuh',
  'delapan',
  'sembilan',
  'sepuluh',
  'sebelas',
];
const SCALES: readonly (readonly [number, string])[] = [
  [1e12, 'triliun'],
  [1e9, 'miliar'],
  [1e6, 'juta'],
  [1e3, 'ribu'],
  [100, 'ratus'],
];

/** An amount in words: `satu juta dua ratus lima puluh ribu rupiah`. Sen are left out of words. */
export function terbilang(sen: number): string {
  return `${inWords(Math.trunc(Math.abs(sen) / 100)) || 'nol'} rupiah`;
}

function inWords(n: number): string {
  if (n < 12) return DIGITS[n] ?? '';
  if (n < 20) return `${DIGITS[n - 10]} belas`;
  if (n < 100) return joined(`${DIGITS[Math.trunc(n / 10)]} puluh`, inWords(n % 10));
  const [size, name] = SCALES.find(([scale]) => n >= scale) ?? [100, 'ratus'];
  const count = Math.trunc(n / size);
  // "seratus" and "seribu", but "satu juta".
  const head = count === 1 && size <= 1e3 ? `se${name}` : `${inWords(count)} ${name}`;
  return joined(head, inWords(n % size));
}

function joined(head: string, rest: string): string {
  return rest === '' ? head : `${head} ${rest}`;
}
