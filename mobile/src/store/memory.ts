/** The doors to the database of whoever is signed in. */

import type { Uuid } from '../core/types';
import type { Bell } from './bell';
import type { Reading, Tx } from './database';
import type { Device } from './device';
import type { Keyring } from './keyring';
import type { SignedIn } from './types';

/** Thrown by a write while nobody is signed in: there is no database to write to. */
export const NOT_SIGNED_IN = 'NotSignedIn';

export interface Memory {
  readonly device: Device;
  readonly keyring: Keyring;
  readonly now: () => number;
  readonly newId: () => Uuid;
  /** One strict transaction; every tab hears of it. */
  readonly write: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  /** The same for what no screen shows. */
  readonly writeQuietly: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  /** The same, but without giving up anything where the phone is full. */
  readonly writeIfRoom: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  /** One consistent view; `empty` while nobody is signed in or the data key is not at hand. */
  readonly read: <T>(work: (tx: Reading) => Promise<T>, empty: T) => Promise<T>;
  /** Who is signed in; known also while the data key is not at hand. */
  readonly holder: () => Promise<string | null>;
  /** null also while the data key is not at hand. */
  readonly signedIn: () => Promise<SignedIn | null>;
  readonly setSignedIn: (session: SignedIn | null) => Promise<void>;
  readonly expire: () => Promise<void>;
  readonly leave: () => Promise<void>;
  readonly ring: Bell['ring'];
  readonly subscribe: Bell['subscribe'];
  readonly close: () => void;
}

export interface Surroundings {
  /** Starts the databases' names; tests give each phone its own. */
  readonly prefix: string;
  readonly now: () => number;
  readonly random: () => Uint8Array;
}
