/** What the screens and the network may ask of the phone's memory. */

import type { AccountCode, Doc, Json, KindName, Row, Uuid } from '../core/types';
import type { Engine } from './engine';
import type {
  Decision,
  Edit,
  ListFilter,
  Lock,
  Outbox,
  Parcels,
  PhotoWay,
  Removal,
  Sealed,
  Session,
  SignedIn,
} from './types';

/**
 * The phone's memory. Every method that writes resolves only once the write is on disk
 * (`durability: 'strict'`), so a screen may say "saved" right after it.
 */
export interface Store {
  session(): Promise<Session | null>;
  /** After a sign-in with the password: a lock that was down falls off with it. */
  setSession(session: SignedIn): Promise<void>;
  /** Forgets the token; the user's records stay on the phone. */
  clearSession(): Promise<void>;

  save(kind: KindName, village: Uuid, id: Uuid | null, set: Doc): Promise<Row>;
  saveMany(edits: readonly Edit[]): Promise<readonly Row[]>;
  remove(kind: KindName, village: Uuid, id: Uuid): Promise<Removal>;
  get(kind: KindName, id: Uuid): Promise<Row | undefined>;
  list(kind: KindName, filter?: ListFilter): Promise<readonly Row[]>;

  /** Keeps the camera's own file beside it where one is given and there is room. */
  addPhoto(village: Uuid, set: Doc, blob: Blob, original?: Blob): Promise<Row>;
  /** `original`: it waits for Wi-Fi; `verified`: the server has it; undefined: this phone has none (any more). */
  original(photo: Uuid): Promise<string | undefined>;
  /** The person says that originals may go over this line. */
  askOriginals(): Promise<void>;
  photoBlob(id: Uuid): Promise<Blob | undefined>;
  /** Which photos still have bytes that the server has not verified. */
  unsentPhotos(): Promise<ReadonlySet<Uuid>>;
  photoWays(): Promise<ReadonlyMap<Uuid, PhotoWay>>;
  /** Lets a photo that waits for its next try go at once. */
  retryPhoto(id: Uuid): Promise<void>;

  outbox(): Promise<Outbox>;
  /** The person has read what was decided. */
  putAside(decided: Uuid): Promise<void>;
  settle(conflict: Uuid, decision: Decision): Promise<Row>;
  mend(rejected: Uuid, set: Doc, drop?: readonly string[]): Promise<Row>;
  dropRejected(rejected: Uuid): Promise<void>;

  /** Calls back after every write, of this tab and of others. Returns the way out. */
  subscribe(listener: () => void): () => void;

  accountCodes(): Promise<readonly AccountCode[]>;
  setAccountCodes(codes: readonly AccountCode[], etag: string): Promise<void>;
  getMeta<T extends Json>(key: string): Promise<T | undefined>;
  setMeta(key: string, value: Json): Promise<void>;

  readonly parcels: Parcels;
  readonly lock: Lock;

  /** What was sealed on this phone, whoever is signed in. */
  sealed(): Promise<readonly Sealed[]>;
  sealedFile(id: string): Promise<Blob>;
  dropSealed(id: string): Promise<void>;

  requestPersistence(): Promise<boolean>;
  estimate(): Promise<{ readonly usage: number; readonly quota: number }>;
  close(): void;

  /** For the network only; screens leave it alone. */
  readonly engine: Engine;
}
