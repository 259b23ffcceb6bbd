/** The phone's memory: see `Store` for what it promises. */

import { counting } from '../core/ids';
import { parentOf } from '../core/records';
import type { AccountCode, Json, Row, Village } from '../core/types';
import type { StoredRow } from './database';
import {
  dropRejectedChange,
  mendRejected,
  putBack,
  removeTree,
  saveEdit,
  settleConflict,
} from './edits';
import { createEngine } from './engine';
import { type Memory, openMemory, type Surroundings } from './memory';
import { overview } from './overview';
import { createParcels } from './parcels';
import { develop, photoBytes, savePhoto, waitingFiles } from './photos';
import { getRow, listRows, toRow } from './rows';
import type { Outbox, Session, Store } from './types';

export type { Engine } from './engine';
export { NOT_SIGNED_IN } from './memory';
export * from './types';

const REAL: Surroundings = {
  prefix: 'rembuk',
  now: () => Date.now(),
  random: counting(crypto.getRandomValues(new Uint8Array(10))),
};

/** `persist` is for windows only, and this floor knows no window. */
type Persistable = StorageManager & { readonly persist?: () => Promise<boolean> };

const NOTHING: Outbox = {
  changes: 0,
  drafts: 0,
  files: 0,
  bytes: 0,
  oldest: null,
  unwritten: { changes: 0, files: 0, oldest: null },
  rejected: [],
  waiting: [],
  conflicts: [],
};

/** Opens the memory of this phone; of whoever is signed in, when somebody is. */
export async function openStore(around: Partial<Surroundings> = {}): Promise<Store> {
  const memory = await openMemory({ ...REAL, ...around });
  return {
    ...records(memory),
    ...settings(memory),
    parcels: createParcels(memory),
    engine: createEngine(memory),
  };
}

type Records = Pick<
  Store,
  | 'save'
  | 'saveMany'
  | 'remove'
  | 'get'
  | 'list'
  | 'addPhoto'
  | 'photoBlob'
  | 'unsentPhotos'
  | 'outbox'
  | 'settle'
  | 'mend'
  | 'dropRejected'
>;

function records(memory: Memory): Records {
  const { write, read } = memory;
  const one = async (work: Promise<StoredRow>): Promise<Row> => toRow(await work);
  return {
    save: (kind, village, id, set) =>
      one(write((tx) => saveEdit(tx, memory, { kind, village, id, set }))),
    saveMany: (edits) =>
      write(async (tx) => {
        const rows: Row[] = [];
        for (const edit of edits) rows.push(toRow(await saveEdit(tx, memory, edit)));
        return rows;
      }),
    remove: async (kind, _village, id) => {
      const taken = await write((tx) => removeTree(tx, memory, kind, id));
      return { undo: () => write((tx) => putBack(tx, taken)) };
    },
    get: (kind, id) => read((tx) => getRow(tx, kind, id), undefined),
    list: (kind, filter = {}) => read((tx) => listRows(tx, kind, parentOf(kind), filter), []),
    addPhoto: async (village, set, blob) => {
      const picture = await develop(blob);
      return await one(write((tx) => savePhoto(tx, memory, village, set, picture)));
    },
    photoBlob: (id) => read((tx) => photoBytes(tx, id), undefined),
    unsentPhotos: () =>
      read(async (tx) => new Set((await waitingFiles(tx)).map((file) => file.id)), new Set()),
    outbox: () => read(overview, NOTHING),
    settle: (conflict, decision) =>
      one(write((tx) => settleConflict(tx, memory, conflict, decision))),
    mend: (rejected, set, drop = []) =>
      one(write((tx) => mendRejected(tx, memory, rejected, set, drop))),
    dropRejected: (rejected) => write((tx) => dropRejectedChange(tx, rejected)),
  };
}

function settings(memory: Memory): Omit<Store, keyof Records | 'engine' | 'parcels'> {
  const { write, read } = memory;
  return {
    session: () => sessionOf(memory),
    setSession: memory.setSignedIn,
    clearSession: () => memory.setSignedIn(null),
    subscribe: memory.subscribe,
    accountCodes: async () => {
      const codes = await read((tx) => tx.objectStore('meta').get('codes'), undefined);
      return (codes ?? []) as unknown as readonly AccountCode[];
    },
    setAccountCodes: (codes, etag) =>
      write(async (tx) => {
        await tx.objectStore('meta').put(codes as unknown as Json, 'codes');
        await tx.objectStore('meta').put(etag, 'codes_etag');
      }),
    getMeta: async <T extends Json>(key: string) =>
      (await read((tx) => tx.objectStore('meta').get(`own:${key}`), undefined)) as T | undefined,
    setMeta: (key, value) =>
      write(async (tx) => {
        await tx.objectStore('meta').put(value, `own:${key}`);
      }),
    requestPersistence: async () => {
      const storage: Persistable | undefined = navigator.storage;
      return (await storage?.persist?.()) ?? false;
    },
    estimate: async () => {
      const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {};
      return { usage, quota };
    },
    close: memory.close,
  };
}

async function sessionOf(memory: Memory): Promise<Session | null> {
  const signedIn = await memory.signedIn();
  if (!signedIn) return null;
  const access = await memory.read((tx) => tx.objectStore('meta').get('access'), undefined);
  const { villages = [] } = (access ?? {}) as unknown as { readonly villages?: readonly Village[] };
  return { ...signedIn, device: await memory.device.id(), villages };
}
