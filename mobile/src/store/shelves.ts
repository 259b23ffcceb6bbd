/** A transaction whose values are sealed on their way to the disk and opened on their way back. */

import type { IDBPIndex, IDBPObjectStore, IDBPTransaction, IndexNames } from 'idb';
import type { Cipher } from './cipher';
import type { Layout, Name } from './layout';

type Raw<N extends Name> = IDBPObjectStore<Layout, Name[], N, 'readwrite'>;
type RawIndex<N extends Name, I extends IndexNames<Layout, N>> = IDBPIndex<
  Layout,
  Name[],
  N,
  I,
  'readwrite'
>;

/** All that the store does with an object store. No cursors: they would hand out sealed values. */
export interface Shelf<N extends Name>
  extends Pick<Raw<N>, 'get' | 'getAll' | 'getKey' | 'getAllKeys' | 'count'> {
  readonly index: <I extends IndexNames<Layout, N>>(
    name: I,
  ) => Pick<RawIndex<N, I>, 'get' | 'getAll' | 'count'>;
}

export type WritableShelf<N extends Name> = Shelf<N> &
  Pick<Raw<N>, 'put' | 'add' | 'delete' | 'clear'>;

export interface Reading {
  readonly objectStore: <N extends Name>(name: N) => Shelf<N>;
}

export interface Tx {
  readonly objectStore: <N extends Name>(name: N) => WritableShelf<N>;
}

type Any = IDBPTransaction<Layout, Name[], 'readonly' | 'readwrite'>;

/** Without a cipher the values are kept as they are: the device's own small database, which holds the wrapped keys. */
export function sealing(tx: Any, cipher: Cipher | null): Tx {
  const bare = tx as unknown as Tx;
  if (!cipher) return bare;
  return { objectStore: (name) => shelf(bare.objectStore(name), name, cipher) };
}

function shelf<N extends Name>(store: WritableShelf<N>, name: N, cipher: Cipher): WritableShelf<N> {
  type Value = Layout[N]['value'];
  const open = (stored: unknown, key?: IDBValidKey) =>
    cipher.open(name, stored, OWN_KEY.includes(name) ? undefined : key) as Value;
  const seal = (value: Value, key?: IDBValidKey) =>
    cipher.seal(name, value, key) as unknown as Value;
  return {
    get: async (key) => open(await store.get(key), key as IDBValidKey),
    getAll: async (query, count) => {
      // Nothing needs it, and without its key such a value cannot be opened.
      if (!OWN_KEY.includes(name)) throw new Error(`getAll: ${name} does not hold its keys`);
      return (await store.getAll(query, count)).map((stored) => open(stored));
    },
    getKey: (query) => store.getKey(query),
    getAllKeys: (query, count) => store.getAllKeys(query, count),
    count: (key) => store.count(key),
    put: async (value, key) => await store.put(seal(value, key as IDBValidKey), key),
    add: async (value, key) => await store.add(seal(value, key as IDBValidKey), key),
    delete: (key) => store.delete(key),
    clear: () => store.clear(),
    index: (by) => {
      const index = store.index(by);
      return {
        get: async (query) => open(await index.get(query)),
        getAll: async (query, count) =>
          (await index.getAll(query, count)).map((stored) => open(stored)),
        count: (key) => index.count(key),
      };
    },
  };
}

/** The stores whose values hold their own keys. */
const OWN_KEY: readonly Name[] = ['rows', 'outbox', 'attention', 'sent', 'files', 'parcels'];
