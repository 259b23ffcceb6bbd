/**
 * Practice: a village that is nowhere, in databases of its own, with an office inside the phone. It shares
 * nothing with real records but the app itself, and reaches no network.
 */

import { counting, uuid7 } from '../core/ids';
import { exchange } from '../net';
import type { Wire } from '../net/http';
import { forget, openStore, type Store } from '../store';
import { CODES } from './codes';
import { openOffice } from './office';
import { differ, giveBack } from './others';
import { doneTasks, type Task } from './tasks';
import { COLLEAGUE, firstBook, PUPIL } from './village';

export { MANY, TASKS, type Task } from './tasks';

export interface Practice {
  readonly store: Store;
  readonly wire: Wire;
  readonly hasSignal: () => Promise<boolean>;
  readonly setSignal: (on: boolean) => Promise<void>;
  /** A colleague writes the field that was written last otherwise. false: nothing was written yet. */
  readonly differ: () => Promise<boolean>;
  /** The officer sends what was handed in back. false: nothing is handed in. */
  readonly giveBack: () => Promise<boolean>;
  readonly done: () => Promise<ReadonlySet<Task>>;
  /** Closes and forgets everything that was practised, and nothing else. */
  readonly wipe: () => Promise<void>;
}

const USER = { id: 'peserta', username: 'latihan', name: PUPIL };
const NAMES = { pupil: PUPIL, colleague: COLLEAGUE };

/** Opens the practice village, where it was left or on its first day. Databases begin with `prefix`. */
export async function openPractice({
  prefix = 'latihan',
  now = () => Date.now(),
} = {}): Promise<Practice> {
  const store = await openStore({ prefix, now });
  if (!(await store.session())) {
    await store.setSession({ token: prefix, user: USER });
    await store.setAccountCodes(CODES, prefix);
  }
  const office = openOffice(store, () => firstBook(now()), NAMES, {
    now,
    random: () => Math.random(),
  });
  const { wire, look, withBook } = office;
  // The village is there before the first screen is; without a signal it was already.
  await exchange(store, { wire });
  const iso = () => new Date(now()).toISOString();
  return {
    store,
    wire,
    hasSignal: async () => (await look()).signal,
    setSignal: (on) =>
      withBook((book) => {
        book.signal = on;
        if (!on) book.cut_at = iso();
      }),
    differ: async () => {
      const { changes } = await store.parcels.look();
      return await withBook((book) => differ(book, changes, NAMES, iso()));
    },
    giveBack: () => {
      const remark = uuid7(now(), counting(crypto.getRandomValues(new Uint8Array(10)))());
      return withBook((book) => giveBack(book, remark, iso()));
    },
    done: async () => await doneTasks(store, await look()),
    wipe: async () => {
      store.close();
      await forget(prefix, [USER.id]);
    },
  };
}
