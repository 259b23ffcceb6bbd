/** Keys that wrap other keys, made by WebCrypto. */

export type Bytes = Uint8Array<ArrayBuffer>;

export interface Wrapped {
  readonly iv: Bytes;
  readonly bytes: ArrayBuffer;
}

const AES = { name: 'AES-GCM', length: 256 } as const;
/** OWASP's figure for PBKDF2 with SHA-256. */
export const ROUNDS = 600_000;

export function randomBytes(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** A key that no script can read out of the browser again. */
export async function newDeviceKey(): Promise<CryptoKey> {
  return await crypto.subtle.generateKey(AES, false, ['encrypt', 'decrypt']);
}

/** A key out of a secret that is random already. */
export async function keyFrom(secret: Bytes, purpose: string): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  const info = new TextEncoder().encode(`rembuk ${purpose}`);
  const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(32), info };
  return await crypto.subtle.deriveKey(how, base, AES, false, ['encrypt', 'decrypt']);
}

/** 32 bytes out of a PIN, slowly. */
export async function stretched(pin: string, salt: Bytes, rounds: number): Promise<Bytes> {
  const base = await crypto.subtle.importKey(
    'raw',
    new TextEncoder().encode(pin),
    'PBKDF2',
    false,
    ['deriveBits'],
  );
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds };
  return new Uint8Array(await crypto.subtle.deriveBits(how, base, 256));
}

export async function wrap(key: CryptoKey, secret: Bytes): Promise<Wrapped> {
  const iv = randomBytes(12);
  return { iv, bytes: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, secret) };
}

/** undefined: it is not this key. */
export async function unwrap(key: CryptoKey, { iv, bytes }: Wrapped): Promise<Bytes | undefined> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, bytes));
  } catch {
    return undefined;
  }
}
