/** The lock on the app: a PIN as a screen against onlookers, or the phone's own lock around the data key. */

import { USUAL_MINUTES } from '../core/lock';
import type { Memory } from './memory';
import { KEY_AWAY, type Lock, type LockState, MOST_WRONG, type SignedIn } from './types';
import { type Bytes, ROUNDS, randomBytes, stretched, unwrap, type Wrapped, wrap } from './wrapping';

interface Kept {
  readonly pin?: { readonly salt: Bytes; readonly rounds: number; readonly check: Wrapped };
  readonly wrong: number;
  readonly locked: boolean;
  readonly touchedAt: number;
  readonly minutes: number;
}

const OPEN: Kept = { wrong: 0, locked: false, touchedAt: 0, minutes: USUAL_MINUTES };
const NOBODY: LockState = {
  user: '',
  way: 'none',
  locked: false,
  left: MOST_WRONG,
  minutes: USUAL_MINUTES,
  touchedAt: 0,
};

/** `admit` signs somebody in: with the password the lock falls off, and what is sealed opens. */
export function createLock(memory: Memory): Lock & {
  readonly admit: (session: SignedIn) => Promise<void>;
} {
  const { device, keyring, now } = memory;
  const keptOf = async (user: string) => (await device.kept<Kept>(`lock:${user}`)) ?? OPEN;
  const alter = async (user: string, next: (old: Kept) => Kept) => {
    const kept = await device.alter<Kept>(`lock:${user}`, (old) => next(old ?? OPEN));
    memory.ring();
    return kept;
  };
  const opened = (old: Kept): Kept => ({ ...old, wrong: 0, locked: false, touchedAt: now() });
  const stateOf = async (user: string): Promise<LockState> => {
    const { pin, wrong, locked, touchedAt, minutes } = await keptOf(user);
    const bond = await keyring.bondOf(user);
    return {
      user,
      way: bond ? 'phone' : pin ? 'pin' : 'none',
      locked: locked || (await keyring.cipherOf(user)) === null,
      left: Math.max(0, MOST_WRONG - wrong),
      minutes,
      touchedAt,
      ...(bond ? { passkey: { credential: bond.credential, salt: bond.salt } } : {}),
    };
  };
  const holder = async () => {
    const user = await memory.holder();
    if (!user) throw new Error('lock: nobody is signed in');
    return user;
  };
  const takeOff = async (user: string) => {
    if (await keyring.bondOf(user)) await keyring.loosen(user);
    await alter(user, ({ pin: _, ...rest }) => opened(rest));
  };
  return {
    look: async () => {
      const user = await memory.holder();
      return user ? await stateOf(user) : NOBODY;
    },
    setPin: async (pin) => {
      const user = await holder();
      const salt = randomBytes(16);
      const check = await wrap(await keyring.deviceKey(), await stretched(pin, salt, ROUNDS));
      if (await keyring.bondOf(user)) await keyring.loosen(user);
      await alter(user, (old) => ({ ...opened(old), pin: { salt, rounds: ROUNDS, check } }));
    },
    tryPin: async (pin) => {
      const user = await holder();
      // Counted first: whoever ends the app in the middle has used up a try all the same.
      const { pin: known, wrong } = await alter(user, (old) => ({ ...old, wrong: old.wrong + 1 }));
      if (!known || wrong > MOST_WRONG) return false;
      const right = await unwrap(await keyring.deviceKey(), known.check);
      const tried = await stretched(pin, known.salt, known.rounds);
      if (!right?.every((byte, at) => byte === tried[at])) return false;
      await alter(user, opened);
      return true;
    },
    bind: async (passkey, secret) => {
      const user = await holder();
      const recovery = (await memory.signedIn())?.bundle_key;
      if (recovery === undefined) return false;
      await keyring.bind(user, passkey, secret, recovery);
      await alter(user, ({ pin: _, ...rest }) => opened(rest));
      return true;
    },
    openByPhone: async (secret) => {
      const user = await holder();
      if (!(await keyring.openBy(user, secret))) return false;
      await alter(user, opened);
      return true;
    },
    takeOff: async () => takeOff(await holder()),
    lockNow: async () => {
      await alter(await holder(), (old) => ({ ...old, locked: true }));
    },
    touch: async () => {
      // The moment of the touch, not the one at which a slow disk comes round to it.
      const touchedAt = now();
      const user = await holder();
      // Nobody's screen changes by it, so no bell.
      await device.alter<Kept>(`lock:${user}`, (old) => ({ ...(old ?? OPEN), touchedAt }));
    },
    setMinutes: async (minutes) => {
      await alter(await holder(), (old) => ({ ...old, minutes }));
    },
    admit: async (session) => {
      const { id } = session.user;
      const { way, locked } = await stateOf(id);
      const recovery = session.bundle_key;
      if ((await keyring.cipherOf(id)) === null) {
        const found = recovery !== undefined && (await keyring.recover(id, recovery));
        if (!found) throw Object.assign(new Error('the key is not at hand'), { name: KEY_AWAY });
      }
      await memory.setSignedIn(session);
      if (locked) await takeOff(id);
      else if (way === 'phone' && recovery !== undefined) await keyring.renew(id, recovery);
    },
  };
}
