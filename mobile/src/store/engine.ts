/** What only the network asks of the store. Screens leave it alone. */

import type { FieldError, Json, Uuid } from '../core/types';
import { type Answer, applyAnswer, keepWaiting } from './answers';
import type { FileRecord, ParcelRecord, Waiting } from './database';
import type { Memory } from './memory';
import { noteParcel, pieceOf, waitingParcels } from './parcels';
import { dueFiles, noteFile, photoBytes } from './photos';
import { countSendable, type Request, sealBatch, setAside, startAgain, sweep } from './sending';

export interface Engine {
  readonly seal: (limit: number, bytes: number) => Promise<Request>;
  readonly sendable: () => Promise<number>;
  /** Applies an answer; true: there is more to read. */
  readonly accept: (answer: Answer) => Promise<boolean>;
  readonly setAside: (change: Uuid, error: FieldError) => Promise<void>;
  readonly startAgain: (villages: readonly Uuid[]) => Promise<void>;
  readonly sweep: (serverTime: string) => Promise<void>;
  /** Stores what waits for a person; answers how many entries are settled since. */
  readonly setWaiting: (told: readonly Waiting[]) => Promise<number>;
  /** The token no longer opens the server. */
  readonly expire: () => Promise<void>;
  /** This device was revoked: wipes what was sent, keeps the unsent, forgets who was signed in. */
  readonly revoke: () => Promise<void>;
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

export function createEngine(memory: Memory): Engine {
  const { write, read, now } = memory;
  return {
    // Sealing alters nothing that a screen shows.
    seal: (limit, bytes) => memory.writeQuietly((tx) => sealBatch(tx, now(), limit, bytes)),
    sendable: () => read((tx) => countSendable(tx, now()), 0),
    accept: (answer) => write((tx) => applyAnswer(tx, answer)),
    setAside: (change, error) => write((tx) => setAside(tx, change, error)),
    startAgain: (villages) => write((tx) => startAgain(tx, villages)),
    sweep: (serverTime) => memory.writeQuietly((tx) => sweep(tx, serverTime)),
    setWaiting: (told) => write((tx) => keepWaiting(tx, new Set(), told)),
    expire: memory.expire,
    revoke: async () => {
      await memory.leave();
      await memory.device.forgetId();
    },
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
