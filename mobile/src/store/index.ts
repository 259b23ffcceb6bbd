/** The phone's memory: see `Store` for what it promises. */

import { counting } from '../core/ids';
import { parentOf } from '../core/records';
import type { AccountCode, Json, Row, Village } from '../core/types';
import { putAside } from './attention';
import {
  dropRejectedChange,
  mendRejected,
  putBack,
  removeTree,
  saveEdit,
  settleConflict,
} from './edits';
import { createEngine } from './engine';
import type { StoredRow } from './layout';
import { createLock } from './lock';
import type { Memory, Surroundings } from './memory';
import { openMemory } from './opening';
import { askOriginals, originalState } from './originals';
import { overview } from './overview';
import { createParcels } from './parcels';
import {
  develop,
  keepPhoto,
  noteFile,
  photoBytes,
  photoWays,
  savePhoto,
  waitingFiles,
} from './photos';
import { getRow, listRows, toRow } from './rows';
import { sealedFiles } from './sealed';
import type { Store } from './store';
import type { Outbox, Session } from './types';

export { type Closing, onClosing } from './closing';
export type { Engine } from './engine';
export { forget } from './forget';
export { NOT_SIGNED_IN } from './memory';
export type { Store } from './store';
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
  decided: [],
};

/** Opens the memory of this phone; of whoever is signed in, when somebody is. */
export async function openStore(around: Partial<Surroundings> = {}): Promise<Store> {
  const memory = await openMemory({ ...REAL, ...around });
  const shelved = sealedFiles(memory.device.shelf);
  const { admit, ...lock } = createLock(memory);
  return {
    ...records(memory),
    ...settings(memory),
    setSession: admit,
    lock,
    parcels: createParcels(memory),
    sealed: shelved.list,
    sealedFile: shelved.file,
    dropSealed: shelved.drop,
    engine: createEngine(memory, shelved),
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
  | 'original'
  | 'askOriginals'
  | 'photoBlob'
  | 'unsentPhotos'
  | 'photoWays'
  | 'retryPhoto'
  | 'outbox'
  | 'settle'
  | 'putAside'
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
    addPhoto: async (village, set, blob, original) => {
      const picture = await develop(blob);
      // A file of the gallery may be gone by now; the small photo is what counts.
      const whole = original && (await develop(original).catch(() => undefined));
      return await one(
        keepPhoto(memory, (tx, spare) =>
          savePhoto(tx, memory, village, set, picture, spare ? whole : undefined),
        ),
      );
    },
    original: (photo) => read((tx) => originalState(tx, photo), undefined),
    askOriginals: () => write((tx) => askOriginals(tx, memory.now())),
    photoBlob: (id) => read((tx) => photoBytes(tx, id), undefined),
    unsentPhotos: () =>
      read(async (tx) => new Set((await waitingFiles(tx)).map((file) => file.id)), new Set()),
    photoWays: () => read(photoWays, new Map()),
    retryPhoto: (id) => write((tx) => noteFile(tx, id, { not_before: 0 })),
    outbox: () => read(overview, NOTHING),
    putAside: (decided) => write((tx) => putAside(tx, decided)),
    settle: (conflict, decision) =>
      one(write((tx) => settleConflict(tx, memory, conflict, decision))),
    mend: (rejected, set, drop = []) =>
      one(write((tx) => mendRejected(tx, memory, rejected, set, drop))),
    dropRejected: (rejected) => write((tx) => dropRejectedChange(tx, rejected)),
  };
}

type Apart = 'engine' | 'parcels' | 'sealed' | 'sealedFile' | 'dropSealed' | 'lock' | 'setSession';

function settings(memory: Memory): Omit<Store, keyof Records | Apart> {
  const { write, read } = memory;
  return {
    session: () => sessionOf(memory),
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
