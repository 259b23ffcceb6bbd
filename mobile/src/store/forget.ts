/** Taking a whole memory off the phone. */

import { deleteDB } from 'idb';
import type { Uuid } from '../core/types';

/** Deletes the databases that begin with `prefix`: the device's, and those of `users`. Close the store first. */
export async function forget(prefix: string, users: readonly Uuid[]): Promise<void> {
  for (const name of ['device', ...users]) await deleteDB(`${prefix}-${name}`);
}
