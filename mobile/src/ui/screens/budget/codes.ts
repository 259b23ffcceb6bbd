/** Finding an account code by the words people use, without a network. */
import type { AccountCode } from '../../../core/types';

const MOST = 8;
/** Villagers' words for what the annex calls otherwise. */
const SAID: Readonly<Record<string, string>> = {
  musdes: 'musyawarah',
  bansos: 'bantuan',
  blt: 'mendesak',
  wc: 'jamban',
  toilet: 'jamban',
  got: 'drainase',
  selokan: 'drainase',
  parit: 'drainase',
  tk: 'paud',
  bumdes: 'bum',
  ledeng: 'air bersih',
  aspal: 'jalan',
  rabat: 'jalan',
  sawah: 'pertanian',
  ternak: 'peternakan',
};

/** Best first: every word typed begins a word of the name; activities before their headings. */
export function findCodes(codes: readonly AccountCode[], query: string): readonly AccountCode[] {
  const typed = query.trim().toLowerCase();
  if (typed.length < 2) return [];
  if (/^[\d.]+$/.test(typed)) {
    return codes.filter(({ code }) => isActivity(code) && code.startsWith(typed)).slice(0, MOST);
  }
  const wanted = (SAID[typed] ?? typed).split(/\s+/);
  return codes
    .filter(({ code }) => isActivity(code))
    .map((code) => ({ code, points: points(code.name.toLowerCase(), wanted) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points)
    .slice(0, MOST)
    .map(({ code }) => code);
}

/** `2.3.10`: only activities are adopted; `2` and `2.3` are their headings. */
function isActivity(code: string): boolean {
  return code.split('.').length >= 3;
}

function points(name: string, wanted: readonly string[]): number {
  const parts = name.split(/[^a-z0-9]+/);
  let sum = 0;
  for (const word of wanted) {
    const at = parts.findIndex((part) => part.startsWith(word));
    if (at < 0) return 0;
    sum += (parts[at] === word ? 20 : 10) - Math.min(at, 9);
  }
  return sum;
}

/** `2.3.10` stands in field 2 (bidang), sub-field 2.3. */
export function fieldOf(account: string | undefined): string {
  return account?.split('.')[0] || 'none';
}

export function nameOfCode(codes: readonly AccountCode[], account: string | undefined): string {
  return codes.find(({ code }) => code === account)?.name ?? '';
}
