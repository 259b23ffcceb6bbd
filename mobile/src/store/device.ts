/** The phone itself: its id, who is signed in, and the wrapped keys. One small database beside the users' own. */

import type { Json, Uuid } from '../core/types';
import type { Enclosed } from './cipher';
import { type Database, openDatabase, type Reading, read, type Tx, write } from './database';
import type { SignedIn } from './types';

/** Who is signed in: the number opens the right database, the rest is sealed with its key. */
export interface Holder extends Enclosed {
  readonly user: string;
}

export interface Device {
  /** An app that did not seal left the session itself. */
  readonly holder: () => Promise<Holder | SignedIn | null>;
  readonly setHolder: (holder: Holder | null) => Promise<void>;
  /** Made once per installation. */
  readonly id: () => Promise<Uuid>;
  /** After this device was revoked: the next sign-in is that of a new device. */
  readonly forgetId: () => Promise<void>;
  /** What belongs to the phone and to no user, one transaction at a time. */
  readonly shelf: {
    readonly look: <T>(work: (tx: Reading) => Promise<T>) => Promise<T>;
    readonly change: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  };
  readonly kept: <T>(key: string) => Promise<T | undefined>;
  /** Puts `next` of what is kept in its place, in one transaction; answers what is kept now. */
  readonly alter: <T>(key: string, next: (old: T | undefined) => T) => Promise<T>;
  readonly close: () => void;
}

export async function openDevice(prefix: string, newId: () => Uuid): Promise<Device> {
  const db: Database = await openDatabase(`${prefix}-device`);
  const kept = async <T>(key: string) =>
    (await read(db, (tx) => tx.objectStore('meta').get(key))) as T | undefined;
  // Asked again inside the transaction: another tab may have been quicker.
  const alter = <T>(key: string, next: (old: T | undefined) => T) =>
    write(db, async (tx: Tx) => {
      const now = next((await tx.objectStore('meta').get(key)) as T | undefined);
      await tx.objectStore('meta').put(now as Json, key);
      return now;
    });
  return {
    holder: async () => (await kept<Holder | SignedIn | null>('session')) ?? null,
    setHolder: async (holder) => {
      await alter('session', () => holder);
    },
    id: async () =>
      (await kept<Uuid>('device')) ?? (await alter<Uuid>('device', (old) => old ?? newId())),
    forgetId: () => write(db, (tx) => tx.objectStore('meta').delete('device')),
    shelf: { look: (work) => read(db, work), change: (work) => write(db, work) },
    kept,
    alter,
    close: () => db.close(),
  };
}
