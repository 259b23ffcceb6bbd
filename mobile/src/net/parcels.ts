/** Brings the colleagues' files that this phone carries to the server, piece by piece. */

import type { Counts, Receipt, Session, Store } from '../store';
import type { ParcelRecord } from '../store/layout';
import { ask, REAL_WIRE, type Reply, type Wire } from './http';
import { type Outcome, outcomeOf, WELL } from './outcome';

const DOOR = '/api/sync/v1/bundles';
/** At most this much is sent twice after a cut; a file of text alone goes in one request. */
export const PARCEL_PIECE = 64 * 1024;
const MOST_RESTARTS = 2;
const MOST_STUMBLES = 3;

export interface DeliveryOptions {
  readonly wire?: Wire;
  readonly onBytes?: (bytes: number) => void;
  /** Asked between pieces: this phone's own text goes first. */
  readonly interrupted?: () => boolean;
}

/**
 * Brings what is carried, the oldest first. A file that the server refuses is put aside and shown; it
 * stops neither the other files nor the photos.
 */
export async function deliver(store: Store, options: DeliveryOptions = {}): Promise<Outcome> {
  const { wire = REAL_WIRE, onBytes = () => {}, interrupted = () => false } = options;
  const session = await store.session();
  if (!session || session.expired) return { phase: 'signin' };
  for (const parcel of await store.engine.parcelsDue()) {
    const end = await bring({ store, session, wire, onBytes, interrupted }, parcel);
    if (end.phase === 'signin') await store.engine.expire();
    if (end.phase === 'revoked') await store.engine.revoke(end.lost);
    if (end.phase !== 'idle') return end;
  }
  return WELL;
}

interface Carrier extends Required<DeliveryOptions> {
  readonly store: Store;
  readonly session: Session;
}

/** Where it goes on: a place in the file, or the end of this file's way for now. */
type Step = number | Outcome;

async function bring(carrier: Carrier, parcel: ParcelRecord): Promise<Outcome> {
  const { store, onBytes, interrupted } = carrier;
  let at = parcel.offset;
  for (let stumbles = 0; stumbles < MOST_STUMBLES; ) {
    if (interrupted()) return WELL;
    const piece = await store.engine.pieceOf(parcel.id, at, PARCEL_PIECE);
    if (!piece?.size) return WELL;
    const step = await answered(carrier, parcel, await send(carrier, parcel, at, piece));
    if (typeof step !== 'number') return step;
    if (step > at) onBytes(step - at);
    else stumbles += 1;
    at = step;
    await store.engine.noteParcel(parcel.id, { offset: at });
  }
  return { phase: 'waiting', retryAfter: null };
}

function send({ wire, session }: Carrier, { id, size }: ParcelRecord, at: number, piece: Blob) {
  const range = `bytes ${at}-${at + piece.size - 1}/${size}`;
  const headers = piece.size === size ? {} : { 'Content-Range': range, Parcel: id };
  return ask(wire, DOOR, {
    method: 'POST',
    token: session.token,
    body: piece,
    headers: { 'Content-Type': 'application/octet-stream', ...headers },
  });
}

async function answered(carrier: Carrier, parcel: ParcelRecord, reply: Reply): Promise<Step> {
  if (reply.kind === 'ok') return await accepted(carrier, parcel, reply);
  if (reply.kind !== 'problem') return outcomeOf(reply);
  if (reply.code === 'offset_wrong') return Number(reply.body.offset ?? 0);
  // What was whole here was torn on its way.
  if (reply.code === 'bundle_broken' && parcel.restarts < MOST_RESTARTS) {
    await carrier.store.engine.noteParcel(parcel.id, { offset: 0, restarts: parcel.restarts + 1 });
    return { phase: 'waiting', retryAfter: null };
  }
  if (!isAboutTheFile(reply)) return outcomeOf(reply);
  const refusal = String(reply.body.title ?? reply.code);
  await carrier.store.engine.noteParcel(parcel.id, { state: 'refused', refusal });
  return WELL;
}

/** 401, a revoked phone and a busy server are about the carrier; everything else is about what it brings. */
function isAboutTheFile({ status, code }: Extract<Reply, { kind: 'problem' }>): boolean {
  return status < 500 && status !== 401 && status !== 429 && code !== 'device_revoked';
}

async function accepted(
  { store }: Carrier,
  parcel: ParcelRecord,
  reply: Extract<Reply, { kind: 'ok' }>,
): Promise<Step> {
  const said = reply.body as Partial<Told> | null | undefined;
  // A portal may answer JSON too; only our server tells its time.
  if (typeof said?.server_time !== 'string') return { phase: 'portal' };
  if (reply.status === 202) return Number(said.offset ?? 0);
  const receipt = receiptOf(said);
  if (!receipt) return { phase: 'portal' };
  await store.engine.noteParcel(parcel.id, { state: 'delivered', offset: parcel.size, receipt });
  return WELL;
}

interface Told {
  readonly server_time: string;
  readonly offset: number;
  readonly outcomes: Counts;
  readonly replayed: Counts;
  readonly files: { readonly new: number; readonly known: number };
  readonly refused: readonly {
    readonly id: string;
    readonly kind: string;
    readonly errors: readonly { readonly message: string }[];
  }[];
}

function receiptOf(said: Partial<Told>): Receipt | undefined {
  const { server_time, outcomes, replayed, files, refused } = said;
  if (!server_time || !outcomes || !replayed || !files || !refused) return undefined;
  return {
    at: server_time,
    fresh: outcomes,
    before: replayed,
    photos: files.new + files.known,
    refused: refused.map(({ id, kind, errors }) => ({
      id,
      kind,
      messages: errors.map(({ message }) => message),
    })),
  };
}
