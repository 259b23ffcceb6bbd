/** What lies on the disk of a value: its index in clear, the rest as bytes that only the data key opens. */

import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import type { Name } from './layout';

const NONCE = 24;
export const KEY_BYTES = 32;

/** What the database itself must see: keys, and what is looked up. None of it names a person. */
const CLEAR: { readonly [N in Name]: readonly string[] } = {
  rows: ['kind', 'id', 'keys'],
  outbox: ['seq', 'id', 'record'],
  attention: ['id', 'record'],
  sent: ['seq', 'village'],
  files: ['id'],
  parcels: ['id'],
  blobs: [],
  meta: [],
  pieces: [],
};

/** The bytes of a photo are no JSON. */
const BYTES: readonly Name[] = ['blobs', 'pieces'];

export interface Enclosed {
  /** Nonce, then ciphertext. */
  readonly $: Uint8Array<ArrayBuffer>;
}

/** Seals and opens values in one breath: a transaction does not survive waiting for WebCrypto. */
export interface Cipher {
  /** `key`: of a store whose values do not hold it themselves. */
  readonly seal: (name: Name, value: unknown, key?: IDBValidKey) => Enclosed;
  /** Opens what was sealed here and lets through what an older app left plain. Throws on anything else. */
  readonly open: (name: Name, stored: unknown, key?: IDBValidKey) => unknown;
}

type Fields = Readonly<Record<string, unknown>>;

interface Opened {
  readonly nonce: Uint8Array;
  readonly value: unknown;
}

/** A phone's rows and as many again. */
const MOST_OPENED = 6000;

/** The cipher of one data key. It keeps opened rows: a list of a thousand is read again after each tap. */
export function createCipher(dataKey: Uint8Array): Cipher {
  const opened = new Map<string, Opened>();
  const sealed = (about: string, body: Uint8Array): Enclosed['$'] => {
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE));
    const bytes = new Uint8Array(NONCE + body.length + 16);
    bytes.set(nonce);
    xchacha20poly1305(dataKey, nonce, utf8(about)).encrypt(body, bytes.subarray(NONCE));
    return bytes;
  };
  const plain = (about: string, bytes: Uint8Array): Uint8Array =>
    xchacha20poly1305(dataKey, bytes.subarray(0, NONCE), utf8(about)).decrypt(
      bytes.subarray(NONCE),
    );
  const opens = (name: Name, stored: Enclosed & Fields, key: IDBValidKey | undefined): unknown => {
    const about = aboutOf(name, stored, key);
    const known = name === 'rows' ? opened.get(about) : undefined;
    if (known && startsWith(stored.$, known.nonce)) return known.value;
    const body = plain(about, stored.$);
    if (BYTES.includes(name)) return exactly(body);
    const said = JSON.parse(new TextDecoder().decode(body));
    if (CLEAR[name].length === 0) return said;
    const { $, ...clear } = stored;
    const value = Object.assign(clear, said);
    if (name !== 'rows') return value;
    if (opened.size >= MOST_OPENED) opened.clear();
    opened.set(about, { nonce: $.slice(0, NONCE), value });
    return value;
  };
  return {
    seal: (name, value, key) => {
      if (BYTES.includes(name)) {
        return { $: sealed(aboutOf(name, {}, key), new Uint8Array(value as ArrayBuffer)) };
      }
      const clear: Record<string, unknown> = {};
      let body = value;
      if (CLEAR[name].length > 0) {
        const rest = { ...(value as Fields) };
        for (const field of CLEAR[name]) {
          if (field in rest) clear[field] = rest[field];
          delete rest[field];
        }
        body = rest;
      }
      return { ...clear, $: sealed(aboutOf(name, clear, key), utf8(json(body))) };
    },
    open: (name, stored, key) => (isSealed(stored) ? opens(name, stored, key) : stored),
  };
}

/**
 * What a sealed value belongs to, so that none can take another's place. The outbox numbers its entries itself, after
 * they are sealed.
 */
function aboutOf(name: Name, clear: Fields, key: IDBValidKey | undefined): string {
  const bound = CLEAR[name].filter((field) => name !== 'outbox' || field !== 'seq');
  return JSON.stringify([name, key ?? null, ...bound.map((field) => clear[field])]);
}

function isSealed(stored: unknown): stored is Enclosed & Fields {
  return typeof stored === 'object' && stored !== null && ArrayBuffer.isView((stored as Fields).$);
}

/** JSON, but what JSON would leave out in silence is refused, as the database itself would. */
function json(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    const lost = typeof part === 'number' && !Number.isFinite(part);
    if (lost || typeof part === 'function' || typeof part === 'symbol') {
      throw new DOMException('this cannot be kept', 'DataCloneError');
    }
    return part;
  });
}

function startsWith(bytes: Uint8Array, nonce: Uint8Array): boolean {
  return nonce.every((byte, at) => bytes[at] === byte);
}

function exactly(bytes: Uint8Array): ArrayBuffer {
  return bytes.byteLength === bytes.buffer.byteLength
    ? (bytes.buffer as ArrayBuffer)
    : bytes.slice().buffer;
}

const encoder = new TextEncoder();
const utf8 = (text: string) => encoder.encode(text);
