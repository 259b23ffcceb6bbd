/** Which user's database is open. */

import { uuid7 } from '../core/ids';
import type { Uuid } from '../core/types';
import { createBell } from './bell';
import * as database from './database';
import { type Device, openDevice } from './device';
import { createKeyring } from './keyring';
import { type Memory, NOT_SIGNED_IN, type Surroundings } from './memory';
import { resealAll } from './resealing';
import { wipeSent } from './sending';
import { KEY_AWAY, type SignedIn } from './types';

export async function openMemory(around: Surroundings): Promise<Memory> {
  const { prefix, now } = around;
  const newId = idMaker(around);
  const device = await openDevice(prefix, newId);
  const keyring = createKeyring(device);
  const bell = createBell(prefix);
  let open: Open | null = null;

  const shut = () => {
    const closing = open;
    open = null;
    closing?.db.then(
      (db) => db?.close(),
      () => undefined,
    );
  };
  const openFor = async (user: string) => {
    const cipher = await keyring.cipherOf(user);
    if (!cipher) return null;
    const db = await database.openDatabase(`${prefix}-${user}`, cipher, shut);
    await database.keepReserve(db);
    return db;
  };
  const begin = (user: string): Open => {
    const db = openFor(user);
    // What could not be sealed now is tried again at the next start.
    const whole = db.then((opened) => opened && resealAll(opened)).catch(() => undefined);
    return { user, db, whole };
  };
  const holder = async () => idOf(await device.holder());
  /** The database of whoever is signed in now, which another tab may have changed. */
  const current = async (): Promise<database.Database | null> => {
    const user = await holder();
    if (open && open.user !== user) shut();
    if (!user) return null;
    const mine = open ?? begin(user);
    open = mine;
    const db = await mine.db;
    if (!db && open === mine) open = null;
    return db;
  };
  const needed = async () => {
    const db = await current();
    if (db) return db;
    const name = (await holder()) ? KEY_AWAY : NOT_SIGNED_IN;
    throw Object.assign(new Error('there is nothing to write to'), { name });
  };
  const signedIn = async (): Promise<SignedIn | null> => {
    const kept = await device.holder();
    if (!kept || !('$' in kept)) return kept;
    const cipher = await keyring.cipherOf(kept.user);
    if (!cipher) return null;
    const { user: _, ...sealed } = kept;
    return cipher.open('meta', sealed, SESSION) as SignedIn;
  };
  const keepSession = async (session: SignedIn | null) => {
    const user = session?.user.id ?? null;
    const cipher = user && (await keyring.cipherOf(user));
    if (user && !cipher) throw Object.assign(new Error('no key'), { name: KEY_AWAY });
    const sealed = cipher ? cipher.seal('meta', session, SESSION) : null;
    await device.setHolder(user && sealed ? { user, ...sealed } : null);
  };
  const setSignedIn = async (session: SignedIn | null) => {
    await keepSession(session);
    await current();
    bell.ring();
  };
  const left = await device.holder();
  if (left && !('$' in left)) await keepSession(left);

  // Under another number the server would not bring the way back to a key any more.
  const forgetId = async () => {
    await keyring.loosenAll();
    await device.forgetId();
  };
  return {
    device: { ...device, forgetId },
    keyring,
    now,
    newId,
    write: async (work) => {
      const result = await database.write(await needed(), work);
      bell.ring();
      return result;
    },
    writeQuietly: async (work) => await database.write(await needed(), work),
    writeIfRoom: async (work) => await database.writeIfRoom(await needed(), work),
    read: async (work, empty) => {
      const db = await current();
      return db ? await database.read(db, work) : empty;
    },
    holder,
    signedIn,
    setSignedIn,
    expire: async () => {
      const session = await signedIn();
      if (session) await setSignedIn({ ...session, expired: true });
    },
    leave: async () => {
      const db = await current();
      // What is still plain is sealed first: wiping would forget that there is any.
      await open?.whole;
      if (db) await database.write(db, wipeSent);
      await setSignedIn(null);
    },
    ring: bell.ring,
    subscribe: bell.subscribe,
    close: () => {
      shut();
      device.close();
      bell.close();
    },
  };
}

const SESSION = 'session';

interface Open {
  readonly user: string;
  /** null: the data key is not at hand. */
  readonly db: Promise<database.Database | null>;
  /** Once nothing plain is left, or can be helped. */
  readonly whole: Promise<unknown>;
}

function idOf(holder: Awaited<ReturnType<Device['holder']>>): string | null {
  if (!holder) return null;
  return typeof holder.user === 'string' ? holder.user : holder.user.id;
}

function idMaker({ now, random }: Surroundings): () => Uuid {
  let previous: Uuid | undefined;
  return () => {
    previous = uuid7(now(), random(), previous);
    return previous;
  };
}
