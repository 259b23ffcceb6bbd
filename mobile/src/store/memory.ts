/** Which user's database is open, and the doors to it. */

import { uuid7 } from '../core/ids';
import type { Uuid } from '../core/types';
import { type Bell, createBell } from './bell';
import * as database from './database';
import { type Device, openDevice } from './device';
import { wipeSent } from './sending';
import type { SignedIn } from './types';

/** Thrown by a write while nobody is signed in: there is no database to write to. */
export const NOT_SIGNED_IN = 'NotSignedIn';

export interface Memory {
  readonly device: Device;
  readonly now: () => number;
  readonly newId: () => Uuid;
  /** One strict transaction; every tab hears of it. */
  readonly write: <T>(work: (tx: database.Tx) => Promise<T>) => Promise<T>;
  /** The same for what no screen shows. */
  readonly writeQuietly: <T>(work: (tx: database.Tx) => Promise<T>) => Promise<T>;
  /** The same, but without giving up anything where the phone is full. */
  readonly writeIfRoom: <T>(work: (tx: database.Tx) => Promise<T>) => Promise<T>;
  /** One consistent view; `empty` while nobody is signed in. */
  readonly read: <T>(work: (tx: database.Reading) => Promise<T>, empty: T) => Promise<T>;
  readonly signedIn: () => Promise<SignedIn | null>;
  readonly setSignedIn: (session: SignedIn | null) => Promise<void>;
  readonly expire: () => Promise<void>;
  readonly leave: () => Promise<void>;
  readonly subscribe: Bell['subscribe'];
  readonly close: () => void;
}

export interface Surroundings {
  /** Starts the databases' names; tests give each phone its own. */
  readonly prefix: string;
  readonly now: () => number;
  readonly random: () => Uint8Array;
}

export async function openMemory(around: Surroundings): Promise<Memory> {
  const { prefix, now } = around;
  const newId = idMaker(around);
  const device = await openDevice(prefix, newId);
  const bell = createBell(prefix);
  let open: { readonly user: string; readonly db: Promise<database.Database> } | null = null;

  const shut = () => {
    const closing = open;
    open = null;
    closing?.db.then(
      (db) => db.close(),
      () => undefined,
    );
  };
  const openFor = async (user: string) => {
    const db = await database.openDatabase(`${prefix}-${user}`, shut);
    await database.keepReserve(db);
    return db;
  };
  /** The database of whoever is signed in now, which another tab may have changed. */
  const current = async (): Promise<database.Database | null> => {
    const session = await device.signedIn();
    if (open && open.user !== session?.user.id) shut();
    if (!session) return null;
    open ??= { user: session.user.id, db: openFor(session.user.id) };
    return await open.db;
  };
  const needed = async () => {
    const db = await current();
    if (!db) throw Object.assign(new Error('nobody is signed in'), { name: NOT_SIGNED_IN });
    return db;
  };
  const setSignedIn = async (session: SignedIn | null) => {
    await device.setSignedIn(session);
    await current();
    bell.ring();
  };

  return {
    device,
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
    signedIn: device.signedIn,
    setSignedIn,
    expire: async () => {
      const session = await device.signedIn();
      if (session) await setSignedIn({ ...session, expired: true });
    },
    leave: async () => {
      const db = await current();
      if (db) await database.write(db, wipeSent);
      await setSignedIn(null);
    },
    subscribe: bell.subscribe,
    close: () => {
      shut();
      device.close();
      bell.close();
    },
  };
}

function idMaker({ now, random }: Surroundings): () => Uuid {
  let previous: Uuid | undefined;
  return () => {
    previous = uuid7(now(), random(), previous);
    return previous;
  };
}
