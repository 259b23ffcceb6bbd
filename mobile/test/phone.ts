/** A phone with its own memory, on a server's line. */

import { onTestFinished } from 'vitest';
import { exchange } from '../src/net/exchange';
import { signIn } from '../src/net/session';
import { uploads } from '../src/net/uploads';
import { openStore } from '../src/store';
import { openDatabase } from '../src/store/database';
import { openDevice } from '../src/store/device';
import { createKeyring } from '../src/store/keyring';
import { createServer, type Server } from './server';

let made = 0;

export interface Clock {
  ms: number;
}

/** Opens a phone's memory; with the `prefix` of another phone, it is the same phone again. */
export async function openPhone(server: Server, prefix = `phone-${++made}`, clock?: Clock) {
  const now = clock ? () => clock.ms : () => Date.now();
  const store = await openStore({ prefix, now });
  const wire = server.wire(now);
  onTestFinished(() => store.close());
  return {
    prefix,
    store,
    wire,
    sync: () => exchange(store, { wire }),
    upload: () => uploads(store, { wire }),
    signIn: (username = 'siti') => signIn(store, { username, password: 'x' }, wire),
    /** Text of a meeting that lacks nothing it needs. */
    meeting: (village: string, title = 'Musdes RKP 2027') =>
      store.save('meeting', village, null, { title, type: 'musdes_rkp', fiscal_year: 2027 }),
  };
}

/** What lies in the database of a person whose key is at hand, past the store. */
export async function openShelves(prefix: string, user = '7') {
  const device = await openDevice(prefix, () => '');
  const cipher = await createKeyring(device).cipherOf(user);
  device.close();
  return await openDatabase(`${prefix}-${user}`, cipher);
}

export type Phone = Awaited<ReturnType<typeof openPhone>>;

/** Siti, signed in, on a server of her own. */
export async function siti(clock?: Clock) {
  const server = createServer();
  const phone = await openPhone(server, undefined, clock);
  await phone.signIn('siti');
  return { server, phone, store: phone.store };
}
