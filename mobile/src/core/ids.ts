import type { Uuid } from './types';

const TAIL_BITS = 74n;
const TAIL_MASK = (1n << TAIL_BITS) - 1n;

/**
 * A UUIDv7 for the moment `now` (ms), from 10 random bytes. Always sorts after `previous`, also when
 * the phone's clock stood still or was set back.
 */
export function uuid7(now: number, random: Uint8Array, previous?: Uuid): Uuid {
  const fresh = (BigInt(Math.max(0, Math.floor(now))) << TAIL_BITS) | (tail(random) & TAIL_MASK);
  const last = previous === undefined ? -1n : packed(previous);
  return written(fresh > last ? fresh : last + 1n);
}

/**
 * Tails for one run of the app that begin at `first`, 10 random bytes, and count on (RFC 9562, 6.2, method 2). The ids
 * of a run are then so alike that they take a third of the bytes on a slow line once they are packed. They are names
 * and no secrets.
 */
export function counting(first: Uint8Array): () => Uint8Array {
  let next = tail(first);
  return () => {
    const bytes = Uint8Array.from({ length: 10 }, (_, at) =>
      Number((next >> BigInt(8 * (9 - at))) & 0xffn),
    );
    next += 1n;
    return bytes;
  };
}

function tail(random: Uint8Array): bigint {
  return random.slice(0, 10).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

/** Time and random bits as one number, without version and variant. */
function packed(id: Uuid): bigint {
  const all = BigInt(`0x${id.replaceAll('-', '')}`);
  const time = all >> 80n;
  const a = (all >> 64n) & 0xfffn;
  const b = all & ((1n << 62n) - 1n);
  return (time << TAIL_BITS) | (a << 62n) | b;
}

function written(value: bigint): Uuid {
  const time = value >> TAIL_BITS;
  const a = (value >> 62n) & 0xfffn;
  const b = value & ((1n << 62n) - 1n);
  const all = (time << 80n) | (7n << 76n) | (a << 64n) | (2n << 62n) | b;
  const hex = all.toString(16).padStart(32, '0');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
