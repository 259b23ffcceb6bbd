/** SHA-256 (FIPS 180-4) piece by piece: WebCrypto wants the whole at once, which a small phone cannot hold. */

const BLOCK = 64;
const LENGTH_AT = 56;
const ROUNDS = 64;
const PRIMES = primes(ROUNDS);
const K = Int32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));
const START = Int32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

export interface Hash {
  readonly update: (data: Uint8Array) => void;
  /** Of everything so far, in lower-case hex; more may follow. */
  readonly hex: () => string;
}

export function sha256(): Hash {
  const state = START.slice();
  const rest = new Uint8Array(BLOCK);
  let total = 0;
  return {
    update: (data) => {
      absorb(state, rest, total % BLOCK, data);
      total += data.length;
    },
    hex: () => {
      const end = state.slice();
      absorb(end, rest.slice(), total % BLOCK, padding(total));
      return Array.from(end, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
    },
  };
}

/** Takes `data` in behind the `held` bytes that wait in `rest` for their block to be full. */
function absorb(state: Int32Array, rest: Uint8Array, held: number, data: Uint8Array): void {
  let at = 0;
  if (held > 0 || data.length < BLOCK) {
    at = Math.min(BLOCK - held, data.length);
    rest.set(data.subarray(0, at), held);
    if (held + at < BLOCK) return;
    compress(state, rest, 0);
  }
  for (; at + BLOCK <= data.length; at += BLOCK) compress(state, data, at);
  rest.set(data.subarray(at));
}

/** One bit, zeros, and the length in bits at the end of a block. */
function padding(total: number): Uint8Array {
  const held = total % BLOCK;
  const end = new Uint8Array((held < LENGTH_AT ? BLOCK : 2 * BLOCK) - held);
  end[0] = 0x80;
  const view = new DataView(end.buffer);
  view.setUint32(end.length - 8, Math.floor(total / 0x20000000));
  view.setUint32(end.length - 4, (total << 3) >>> 0);
  return end;
}

const W = new Int32Array(ROUNDS);

function compress(state: Int32Array, data: Uint8Array, at: number): void {
  schedule(data, at);
  // No lists, no iterators: this runs for every 64 bytes of every photo.
  let a = word(state, 0);
  let b = word(state, 1);
  let c = word(state, 2);
  let d = word(state, 3);
  let e = word(state, 4);
  let f = word(state, 5);
  let g = word(state, 6);
  let h = word(state, 7);
  for (let i = 0; i < ROUNDS; i += 1) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + word(K, i) + word(W, i)) | 0;
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  add(state, 0, a);
  add(state, 1, b);
  add(state, 2, c);
  add(state, 3, d);
  add(state, 4, e);
  add(state, 5, f);
  add(state, 6, g);
  add(state, 7, h);
}

function add(state: Int32Array, i: number, more: number): void {
  state[i] = (word(state, i) + more) | 0;
}

function word(list: Int32Array, i: number): number {
  return list[i] as number;
}

function schedule(data: Uint8Array, at: number): void {
  const byte = (i: number) => data[at + i] as number;
  for (let i = 0; i < 16; i += 1) {
    const j = i * 4;
    W[i] = (byte(j) << 24) | (byte(j + 1) << 16) | (byte(j + 2) << 8) | byte(j + 3);
  }
  for (let i = 16; i < ROUNDS; i += 1) {
    const near = word(W, i - 2);
    const far = word(W, i - 15);
    const s1 = turn(near, 17) ^ turn(near, 19) ^ (near >>> 10);
    const s0 = turn(far, 7) ^ turn(far, 18) ^ (far >>> 3);
    W[i] = (word(W, i - 16) + s0 + word(W, i - 7) + s1) | 0;
  }
}

function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

function primes(count: number): readonly number[] {
  const found: number[] = [];
  for (let next = 2; found.length < count; next += 1) {
    if (found.every((prime) => next % prime !== 0)) found.push(next);
  }
  return found;
}

/** The first 32 bits behind the point. */
function fraction(root: number): number {
  return ((root % 1) * 0x100000000) | 0;
}
