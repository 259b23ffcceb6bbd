/** What the screens and the network may ask of the phone's memory. */

import type {
  Change,
  Customs,
  Doc,
  FieldError,
  Json,
  KindName,
  Uuid,
  Village,
} from '../core/types';

export interface User {
  readonly id: string;
  readonly username: string;
  readonly name: string;
}

/** Who is signed in on this phone, and where that person may record. */
export interface Session {
  readonly token: string;
  /** Signs files that are carried by hand. A sign-in of an older app has none. */
  readonly bundle_key?: string;
  /** What only the server can open is sealed with this. */
  readonly seal_key?: string;
  readonly user: User;
  /** Made once per installation; one token per device. */
  readonly device: Uuid;
  readonly villages: readonly Village[];
  /** The token no longer opens the server; recording goes on, sending needs a sign-in. */
  readonly expired?: boolean;
  /** The phone was reported lost: nobody is signed in on the screens; what is unsent is being sealed. */
  readonly lost?: boolean;
}

/** Under this name in `getMeta`. */
export const CUSTOMS = 'customs';

export interface KeptCustoms {
  readonly etag: string;
  readonly list: readonly Customs[];
}

export interface Edit {
  readonly kind: KindName;
  readonly village: Uuid;
  /** null: a new record. An id that the phone does not know yet makes a record under that id. */
  readonly id: Uuid | null;
  readonly set: Doc;
}

export interface ListFilter {
  readonly village?: Uuid;
  /** Rows whose `meeting` field names this record. */
  readonly meeting?: Uuid;
  /** Rows whose field `parentField` names `parent`; without it, the kind's own parent field. */
  readonly parentField?: string;
  readonly parent?: Uuid;
}

/** A change that the server refused; kept until mended or dropped. */
export interface Rejected {
  readonly id: Uuid;
  readonly kind: KindName;
  readonly record: Uuid;
  readonly village: Uuid;
  readonly made_at: string;
  readonly set: Doc;
  readonly deletes: boolean;
  readonly errors: readonly FieldError[];
}

/** A change that waits for a reviewer. */
export interface Held {
  readonly id: Uuid;
  readonly kind: KindName;
  readonly record: Uuid;
  readonly village: Uuid;
  readonly made_at: string;
  readonly set: Doc;
  readonly reason: string;
  /** Whose it is; empty when it was made on this phone. */
  readonly by: string;
}

/** What an officer decided of a change of this person's that was held. */
export interface Decided {
  readonly id: Uuid;
  readonly kind: KindName;
  readonly record: Uuid;
  readonly village: Uuid;
  readonly set: Doc;
  readonly decision: 'admitted' | 'dismissed';
  readonly by: string;
  readonly at: string;
  /** In the officer's words. */
  readonly reason: string;
}

export interface Contested {
  /** The value both started from, where known. */
  readonly base: Json;
  /** What the server keeps until somebody decides. */
  readonly stored: Json;
  /** What the change wanted. */
  readonly offered: Json;
}

/** Two notes of the same thing that differ; a person must choose. */
export interface Conflict {
  readonly id: Uuid;
  readonly kind: KindName;
  readonly record: Uuid;
  readonly village: Uuid;
  readonly made_at: string;
  readonly fields: { readonly [field: string]: Contested };
  /** The change wanted to delete the record, which others edited. */
  readonly deletes: boolean;
  /** The change edited a record that others deleted. */
  readonly deleted: boolean;
  /** What the phone knows of the record, or knew before it was deleted. */
  readonly doc: Doc;
  /** Who offered the other value; empty when it was this phone. */
  readonly by: string;
  readonly stored_by: string;
  readonly stored_at: string;
}

/** How a conflict is settled: with these values, or by deleting the record. */
export type Decision = { readonly set: Doc } | { readonly delete: true };

/** Everything that has not come to rest yet. */
export interface Outbox {
  /** Changes on this phone that the server has not answered, drafts included. */
  readonly changes: number;
  /** Of these, new records that lack a needed field: kept, but not sent before it is there. */
  readonly drafts: number;
  /** Photos whose bytes the server has not verified. */
  readonly files: number;
  readonly bytes: number;
  /** When the oldest of them was made. */
  readonly oldest: string | null;
  /** What could stand in a file and stands in none that was handed on; drafts cannot. */
  readonly unwritten: {
    readonly changes: number;
    readonly files: number;
    readonly oldest: string | null;
  };
  readonly rejected: readonly Rejected[];
  readonly waiting: readonly Held[];
  readonly conflicts: readonly Conflict[];
  /** Decisions that the person has not put aside yet. */
  readonly decided: readonly Decided[];
}

/** What a file that is written now holds. */
export interface Load {
  readonly changes: readonly Change[];
  readonly photos: readonly Photo[];
  /** Changes that stay behind: drafts, and removals that may still be undone. */
  readonly left: number;
}

export interface Photo {
  readonly id: Uuid;
  readonly village: Uuid;
  readonly sha256: string;
  readonly size: number;
  readonly media_type: string;
}

/** Bytes of a photo with their fingerprint. */
export interface Picture {
  readonly bytes: ArrayBuffer;
  readonly sha256: string;
  readonly media_type: string;
}

/** How far the bytes of a photo have come. */
export interface PhotoWay {
  readonly offset: number;
  readonly size: number;
  /** How often it did not get through. */
  readonly tries: number;
}

/** The file that was handed on last. */
export interface LastFile {
  readonly at: string;
  readonly name: string;
  readonly size: number;
  readonly changes: number;
  readonly photos: number;
}

/** A colleague's file that this phone carries to the server. */
export interface Parcel {
  /** The checksum of its content. */
  readonly id: string;
  /** Whose it says it is. The server alone can tell whether that is so. */
  readonly by: string;
  readonly made_at: string;
  readonly villages: readonly Uuid[];
  readonly changes: number;
  readonly photos: number;
  readonly size: number;
  readonly kept_at: string;
  readonly state: 'waiting' | 'delivered' | 'refused';
  readonly receipt?: Receipt;
  /** Why the server refused the whole file, in its words. */
  readonly refusal?: string;
}

/** What this phone sealed when it was reported lost; only the server can open it. */
export interface Sealed {
  /** The checksum of the sealed file. */
  readonly id: string;
  /** Opens one door of the server still, and that for this file alone. */
  readonly token: string;
  readonly by: string;
  readonly sealed_at: string;
  readonly changes: number;
  readonly photos: number;
  readonly size: number;
  readonly offset: number;
  readonly restarts: number;
  readonly state: 'waiting' | 'delivered' | 'refused';
  /** Why the server refused it, in its words. */
  readonly refusal?: string;
}

/** What became of a carried file. */
export interface Receipt {
  readonly at: string;
  readonly fresh: Counts;
  /** What had come before by another way. */
  readonly before: Counts;
  readonly photos: number;
  readonly refused: readonly {
    readonly id: Uuid;
    readonly kind: string;
    readonly messages: readonly string[];
  }[];
}

export interface Counts {
  readonly applied: number;
  readonly merged: number;
  readonly conflict: number;
  readonly held: number;
  readonly rejected: number;
}

/** Files that are carried by hand: this phone's own, and colleagues'. */
export interface Parcels {
  /** What a file that is written now would hold. */
  look(): Promise<Load>;
  /** The same, and from now on these changes never alter, so that the file and the phone say the same. */
  seal(): Promise<Load>;
  /** Remembers that a file with this in it was handed on. Everything stays unsent until the server answers. */
  handedOn(load: Load, file: LastFile): Promise<void>;
  lastFile(): Promise<LastFile | undefined>;

  list(): Promise<readonly Parcel[]>;
  /** Keeps a colleague's file; `onBytes` hears of progress. Rejects without a trace when `signal` is raised. */
  keep(
    parcel: Parcel,
    file: Blob,
    onBytes?: (kept: number) => void,
    signal?: AbortSignal,
  ): Promise<void>;
  /** Lets a refused one be tried again. */
  retry(id: string): Promise<void>;
  drop(id: string): Promise<void>;
}

export interface Removal {
  /** Puts the record (and what hung on it) back. false: too late, the removal was sent already. */
  readonly undo: () => Promise<boolean>;
}

export type SignedIn = Omit<Session, 'villages' | 'device'>;

/** Thrown by a write that found no room even after freeing what could be freed: nothing was saved. */
export const STORAGE_FULL = 'StorageFull';

/** Thrown while the data key is not at hand: nothing can be read, and nothing was lost. */
export const KEY_AWAY = 'KeyAway';

/** So many wrong PINs, then only a sign-in with the password opens. */
export const MOST_WRONG = 10;

/** What the phone's own lock needs to give its secret again. */
export interface Passkey {
  readonly credential: Uint8Array<ArrayBuffer>;
  readonly salt: Uint8Array<ArrayBuffer>;
}

export interface LockState {
  /** Whose lock it is; empty while nobody is signed in. */
  readonly user: string;
  readonly way: 'none' | 'pin' | 'phone';
  /** The lock is down, in this tab and in the others. */
  readonly locked: boolean;
  /** Tries left. */
  readonly left: number;
  /** Of quiet, until it locks. */
  readonly minutes: number;
  /** The last touch, ms. */
  readonly touchedAt: number;
  readonly passkey?: Passkey;
}

/**
 * The lock on the app. With a PIN it is a screen: the data key stays where the app can reach it, and sending goes on
 * behind it. With the phone's lock the data key cannot be had without it, until somebody signs in with the password.
 */
export interface Lock {
  look(): Promise<LockState>;
  setPin(pin: string): Promise<void>;
  tryPin(pin: string): Promise<boolean>;
  /** Puts the data key behind a passkey's secret. false: this sign-in has no way back, so it was left as it is. */
  bind(passkey: Passkey, secret: Uint8Array<ArrayBuffer>): Promise<boolean>;
  openByPhone(secret: Uint8Array<ArrayBuffer>): Promise<boolean>;
  takeOff(): Promise<void>;
  lockNow(): Promise<void>;
  /** Notes that somebody is using the app. */
  touch(): Promise<void>;
  setMinutes(minutes: number): Promise<void>;
}
