/** What lies in the databases on the phone: each store, its keys and its values. */

import type { DBSchema, StoreNames } from 'idb';
import type { Queued } from '../core/changes';
import type { Change, Doc, Json, KindName, Trouble, Uuid } from '../core/types';
import type { Contested, Parcel } from './types';

/** What the server holds of a record, and beside it what the screens show. */
export interface StoredRow {
  readonly kind: KindName;
  readonly id: Uuid;
  readonly village: Uuid;
  readonly version: number;
  /** The acknowledged doc; null: the server has none (yet, or any more). */
  readonly stored: Doc | null;
  /** The last acknowledged doc of a record that was deleted. */
  readonly last?: Doc;
  /** The server came back from a backup: any version it tells now is news. */
  readonly stale?: true;
  /** With everything on top that is not sent yet; null: not shown. */
  readonly doc: Doc | null;
  readonly pending: boolean;
  readonly problem?: Trouble;
  /** What it is found under: see rows.ts. */
  readonly keys: readonly string[];
}

/** Something that waits for a person: a conflict, or a change held for a reviewer. */
export interface Waiting {
  readonly id: Uuid;
  readonly type: 'conflict' | 'held';
  readonly kind: KindName;
  readonly record: Uuid;
  readonly village: Uuid;
  readonly made_at: string;
  readonly set: Doc;
  readonly deletes: boolean;
  /** A conflict that is an edit of a record that somebody deleted. */
  readonly deleted?: true;
  /** Made on this phone. */
  readonly own: boolean;
  readonly by: string;
  readonly reason: string;
  readonly fields: { readonly [field: string]: Contested };
  readonly stored_by: string;
  readonly stored_at: string;
  /** The change that settles it and is on its way. */
  readonly settling?: Uuid;
}

/** An acknowledged change, kept for the day that the server comes back from a backup. */
export interface Sent extends Change {
  readonly seq: number;
  readonly acknowledged_at: string;
}

/** The bytes of a photo on their way. */
export interface FileRecord {
  readonly id: Uuid;
  readonly village: Uuid;
  readonly sha256: string;
  readonly size: number;
  readonly media_type: string;
  /** An `original` is a camera's own file: kept while there is room, and owed to nobody. */
  readonly state: 'waiting' | 'verified' | 'original';
  readonly url?: string;
  readonly offset: number;
  readonly tries: number;
  readonly not_before?: number;
  readonly verified_at?: string;
  /** An original: when the server was first heard since it was kept, by the server's clock. */
  readonly seen_at?: string;
  /** An original: so long it may go although the line does not say that it is Wi-Fi. */
  readonly asked_until?: number;
  /** Stands in a file that was handed on. */
  readonly in_file?: true;
  /** The server may have the bytes already: it is asked before they are sent. */
  readonly ask?: true;
}

/** A colleague's file that this phone carries; its bytes lie beside it in pieces until the server has them. */
export interface ParcelRecord extends Parcel {
  readonly offset: number;
  /** How often it arrived torn and began anew. */
  readonly restarts: number;
}

export interface Layout extends DBSchema {
  rows: { key: [KindName, Uuid]; value: StoredRow; indexes: { keys: string } };
  outbox: { key: number; value: Queued; indexes: { id: Uuid; record: Uuid } };
  attention: { key: Uuid; value: Waiting; indexes: { record: Uuid } };
  sent: { key: number; value: Sent; indexes: { village: Uuid } };
  files: { key: Uuid; value: FileRecord };
  blobs: { key: Uuid; value: ArrayBuffer };
  meta: { key: string; value: Json };
  parcels: { key: string; value: ParcelRecord };
  pieces: { key: [string, number]; value: ArrayBuffer };
}

export type Name = StoreNames<Layout>;
