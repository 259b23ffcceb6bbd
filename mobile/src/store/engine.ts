/** What only the network asks of the store. Screens leave it alone. */

import type { FieldError, Json, Uuid } from '../core/types';
import { type Answer, applyAnswer } from './answers';
import { keepDecided, keepTold, knowsHeld, waitsElsewhere } from './attention';
import type { FileRecord, ParcelRecord, Waiting } from './layout';
import type { Memory } from './memory';
import { disown, noteParcel, pieceOf, waitingParcels } from './parcels';
import { dueFiles, noteFile, photoBytes } from './photos';
import { onlyHere, type SealedFiles, wipeSealed } from './sealed';
import {
  countSendable,
  type Request,
  sealBatch,
  setAside,
  startAgain,
  sweep,
  wipeSent,
} from './sending';
import type { Decided, Load, Sealed } from './types';

export interface Engine {
  readonly seal: (limit: number, bytes: number) => Promise<Request>;
  /** How many changes may go, `within` so many ms from now. */
  readonly sendable: (within?: number) => Promise<number>;
  /** Applies an answer; true: there is more to read. */
  readonly accept: (answer: Answer) => Promise<boolean>;
  readonly setAside: (change: Uuid, error: FieldError) => Promise<void>;
  readonly startAgain: (villages: readonly Uuid[]) => Promise<void>;
  readonly sweep: (serverTime: string) => Promise<void>;
  /** Stores what waits for a person; answers how many entries are settled since. */
  readonly setWaiting: (told: readonly Waiting[], decided?: readonly Decided[]) => Promise<number>;
  /** Whether something is held in a village that the phone does not carry any more. */
  readonly waitsElsewhere: () => Promise<boolean>;
  /** Whether this phone knows of something that is held. */
  readonly knowsHeld: () => Promise<boolean>;
  /** The token no longer opens the server. */
  readonly expire: () => Promise<void>;
  /**
   * This device was revoked: wipes what was sent, keeps the unsent, forgets who was signed in. Of a `lost` one the
   * unsent is to be sealed first (`onlyHere`, `keepSealed`, `wipeSealed`): till then it is only marked so.
   */
  readonly revoke: (lost?: boolean) => Promise<void>;
  /** All that a lost phone has alone; null: nothing is to be sealed. */
  readonly onlyHere: () => Promise<Load | null>;
  /** Where it cannot be sealed now: at least what the server has is wiped. */
  readonly wipeSent: () => Promise<void>;
  readonly keepSealed: (sealed: Sealed, file: Blob) => Promise<void>;
  /** Wipes what was sealed and forgets the user; false, and all is as before, where more was saved meanwhile. */
  readonly wipeSealed: (load: Load) => Promise<boolean>;
  readonly noteSealed: (id: string, news: Partial<Sealed>) => Promise<void>;
  /** Wipes what was sent and forgets the user; with nothing unsent, all that was theirs. */
  readonly leave: () => Promise<void>;
  readonly deviceId: () => Promise<Uuid>;
  readonly files: () => Promise<readonly FileRecord[]>;
  readonly noteFile: (id: Uuid, news: Partial<FileRecord>) => Promise<void>;
  readonly bytes: (id: Uuid) => Promise<Blob | undefined>;
  /** The colleagues' files that are still to be brought, the oldest first. */
  readonly parcelsDue: () => Promise<readonly ParcelRecord[]>;
  readonly noteParcel: (id: string, news: Partial<ParcelRecord>) => Promise<void>;
  /** Bytes of a colleague's file from `start` on, `most` at most; undefined: it is not here any more. */
  readonly pieceOf: (id: string, start: number, most: number) => Promise<Blob | undefined>;
  readonly getMeta: (key: string) => Promise<Json | undefined>;
}

export function createEngine(memory: Memory, shelved: SealedFiles): Engine {
  const { write, read, now } = memory;
  return {
    // Sealing alters nothing that a screen shows.
    seal: (limit, bytes) => memory.writeQuietly((tx) => sealBatch(tx, now(), limit, bytes)),
    sendable: (within = 0) => read((tx) => countSendable(tx, now() + within), 0),
    accept: (answer) => write((tx) => applyAnswer(tx, answer)),
    setAside: (change, error) => write((tx) => setAside(tx, change, error)),
    startAgain: (villages) => write((tx) => startAgain(tx, villages)),
    sweep: (serverTime) => memory.writeQuietly((tx) => sweep(tx, serverTime)),
    setWaiting: (told, decided) =>
      write(async (tx) => {
        if (decided) await keepDecided(tx, decided);
        return await keepTold(tx, told);
      }),
    waitsElsewhere: () => read(waitsElsewhere, false),
    knowsHeld: () => read(knowsHeld, false),
    expire: memory.expire,
    revoke: async (lost = false) => {
      const session = await memory.signedIn();
      if (session?.bundle_key && lost) {
        // Should the phone go out now, it goes on sealing when it is opened again.
        await memory.setSignedIn({ ...session, lost: true, expired: true });
        return;
      }
      if (session) await memory.writeQuietly(disown);
      await memory.leave();
      await memory.device.forgetId();
    },
    onlyHere: async () => ((await memory.signedIn())?.lost ? await read(onlyHere, null) : null),
    wipeSent: () => write(wipeSent),
    keepSealed: shelved.keep,
    wipeSealed: async (load) => {
      if (!(await memory.writeQuietly((tx) => wipeSealed(tx, load)))) return false;
      await memory.setSignedIn(null);
      await memory.device.forgetId();
      return true;
    },
    noteSealed: shelved.note,
    leave: memory.leave,
    deviceId: memory.device.id,
    files: () => read((tx) => dueFiles(tx, now()), []),
    noteFile: (id, news) =>
      (news.state === undefined ? memory.writeQuietly : write)((tx) => noteFile(tx, id, news)),
    bytes: (id) => read((tx) => photoBytes(tx, id), undefined),
    parcelsDue: () => read(waitingParcels, []),
    noteParcel: (id, news) =>
      (news.state === undefined ? memory.writeQuietly : write)((tx) => noteParcel(tx, id, news)),
    pieceOf: (id, start, most) => read((tx) => pieceOf(tx, id, start, most), undefined),
    getMeta: (key) => read((tx) => tx.objectStore('meta').get(key), undefined),
  };
}
