/** The phone itself: its id, and who is signed in. One small database beside the users' own. */

import type { Json, Uuid } from '../core/types';
import { type Database, openDatabase, read, type Tx, write } from './database';
import type { SignedIn } from './types';

export interface Device {
  readonly signedIn: () => Promise<SignedIn | null>;
  readonly setSignedIn: (session: SignedIn | null) => Promise<void>;
  /** Made once per installation. */
  readonly id: () => Promise<Uuid>;
  /** After this device was revoked: the next sign-in is that of a new device. */
  readonly forgetId: () => Promise<void>;
  readonly close: () => void;
}

export async function openDevice(prefix: string, newId: () => Uuid): Promise<Device> {
  const db: Database = await openDatabase(`${prefix}-device`);
  const get = (key: string) => read(db, (tx) => tx.objectStore('meta').get(key));
  // Asked again inside the transaction: another tab may have been quicker.
  const enrol = async (tx: Tx): Promise<Uuid> => {
    const known = (await tx.objectStore('meta').get('device')) as Uuid | undefined;
    const id = known ?? newId();
    await tx.objectStore('meta').put(id, 'device');
    return id;
  };
  return {
    signedIn: async () => ((await get('session')) ?? null) as unknown as SignedIn | null,
    setSignedIn: (session) =>
      write(db, async (tx) => {
        await tx.objectStore('meta').put(session as unknown as Json, 'session');
      }),
    id: async () => ((await get('device')) as Uuid | undefined) ?? (await write(db, enrol)),
    forgetId: () => write(db, (tx) => tx.objectStore('meta').delete('device')),
    close: () => db.close(),
  };
}
