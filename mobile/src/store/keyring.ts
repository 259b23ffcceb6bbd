/** The data keys: one a person, random, in memory only while the app runs; on the disk wrapped. */

import { type Cipher, createCipher, KEY_BYTES } from './cipher';
import type { Device } from './device';
import {
  type Bytes,
  keyFrom,
  newDeviceKey,
  randomBytes,
  unwrap,
  type Wrapped,
  wrap,
} from './wrapping';

/** A passkey of this phone, and what its secret opens. */
export interface Bond {
  readonly credential: Bytes;
  readonly salt: Bytes;
  readonly wrapped: Wrapped;
}

/** Every way to one data key. */
interface Envelope {
  /** By the phone's own key. Gone while the phone's lock holds the data key. */
  readonly device?: Wrapped;
  readonly bond?: Bond;
  /** By what only a sign-in at the server brings. */
  readonly recovery?: Wrapped;
}

export interface Keyring {
  /** null: sealed, and the key is not at hand. A person who is new to this phone gets a key. */
  readonly cipherOf: (user: string) => Promise<Cipher | null>;
  readonly bondOf: (user: string) => Promise<Bond | undefined>;
  /** Puts the data key behind the phone's lock, and takes away what opens it without. */
  readonly bind: (
    user: string,
    by: Pick<Bond, 'credential' | 'salt'>,
    secret: Bytes,
    recovery: string,
  ) => Promise<void>;
  /** Opens by the passkey's secret. */
  readonly openBy: (user: string, secret: Bytes) => Promise<boolean>;
  /** Opens by what a sign-in brought. */
  readonly recover: (user: string, recovery: string) => Promise<boolean>;
  /** Keeps up with what a sign-in brings now; needs the data key at hand. */
  readonly renew: (user: string, recovery: string) => Promise<void>;
  /** Lets the phone's own key open it again; needs the data key at hand. */
  readonly loosen: (user: string) => Promise<void>;
  /** The same for every key at hand. */
  readonly loosenAll: () => Promise<void>;
  /** The phone's own key, for small secrets of the lock. */
  readonly deviceKey: () => Promise<CryptoKey>;
}

const DEVICE_KEY = 'device_key';
const envelopeOf = (user: string) => `envelope:${user}`;

export function createKeyring(device: Device): Keyring {
  const atHand = new Map<string, { readonly dataKey: Bytes; readonly cipher: Cipher }>();
  const deviceKey = async () => {
    const known = await device.kept<CryptoKey>(DEVICE_KEY);
    if (known) return known;
    const fresh = await newDeviceKey();
    return await device.alter<CryptoKey>(DEVICE_KEY, (old) => old ?? fresh);
  };
  const hold = (user: string, dataKey: Bytes) => {
    const known = atHand.get(user);
    if (known) return known.cipher;
    const cipher = createCipher(dataKey);
    atHand.set(user, { dataKey, cipher });
    return cipher;
  };
  const kept = (user: string) => device.kept<Envelope>(envelopeOf(user));
  const begin = async (user: string): Promise<Envelope> => {
    const fresh = { device: await wrap(await deviceKey(), randomBytes(KEY_BYTES)) };
    return await device.alter<Envelope>(envelopeOf(user), (old) => old ?? fresh);
  };
  const openUp = async (user: string, key: CryptoKey, wrapped: Wrapped | undefined) => {
    const dataKey = wrapped && (await unwrap(key, wrapped));
    return dataKey ? hold(user, dataKey) : null;
  };
  const needed = (user: string): Bytes => {
    const held = atHand.get(user);
    if (!held) throw new Error('keyring: the data key is not at hand');
    return held.dataKey;
  };
  const loosen = async (user: string) => {
    const wrapped = await wrap(await deviceKey(), needed(user));
    await device.alter<Envelope>(envelopeOf(user), () => ({ device: wrapped }));
  };
  return {
    deviceKey,
    cipherOf: async (user) => {
      const known = atHand.get(user);
      if (known) return known.cipher;
      const envelope = (await kept(user)) ?? (await begin(user));
      return envelope.device ? await openUp(user, await deviceKey(), envelope.device) : null;
    },
    bondOf: async (user) => (await kept(user))?.bond,
    bind: async (user, { credential, salt }, secret, recovery) => {
      const dataKey = needed(user);
      const bond = { credential, salt, wrapped: await wrap(await bondKey(secret), dataKey) };
      const envelope = { bond, recovery: await wrap(await recoveryKey(recovery), dataKey) };
      await device.alter<Envelope>(envelopeOf(user), () => envelope);
    },
    openBy: async (user, secret) => {
      const bond = (await kept(user))?.bond;
      return (await openUp(user, await bondKey(secret), bond?.wrapped)) !== null;
    },
    recover: async (user, recovery) => {
      const wrapped = (await kept(user))?.recovery;
      return (await openUp(user, await recoveryKey(recovery), wrapped)) !== null;
    },
    renew: async (user, secret) => {
      const recovery = await wrap(await recoveryKey(secret), needed(user));
      await device.alter<Envelope>(envelopeOf(user), (old) => ({ ...old, recovery }));
    },
    loosen,
    loosenAll: async () => {
      for (const user of atHand.keys()) if ((await kept(user))?.bond) await loosen(user);
    },
  };
}

const bondKey = (secret: Bytes) => keyFrom(secret, 'phone lock');
const recoveryKey = (secret: string) => keyFrom(new TextEncoder().encode(secret), 'recovery');
