/** Photo bytes by tus 1.0.0: small chunks, resumed from where the server is. */

import type { Store } from '../store';
import type { FileRecord } from '../store/layout';
import { mayGo } from '../store/originals';
import { backoff } from './backoff';
import { ask, REAL_WIRE, type Reply, type Wire } from './http';
import { type Outcome, outcomeOf, WELL } from './outcome';

const FILES = '/api/sync/v1/files/';
/** At most this much is sent twice after a cut. */
export const CHUNK = 16 * 1024;
const TUS = { 'Tus-Resumable': '1.0.0' };
const MOST_STEPS = 3;

export interface UploadOptions {
  readonly wire?: Wire;
  readonly onBytes?: (bytes: number) => void;
  /** Asked between chunks: text that waits goes before photos. */
  readonly interrupted?: () => boolean;
}

/**
 * Sends the bytes of photos whose records the server has. A photo that fails waits for its own next
 * try and holds up nothing else; bytes stay on the phone until the server has verified them.
 */
export async function uploads(store: Store, options: UploadOptions = {}): Promise<Outcome> {
  const { wire = REAL_WIRE, onBytes = () => {}, interrupted = () => false } = options;
  const session = await store.session();
  if (!session || session.expired) return { phase: 'signin' };
  const carrier = { store, wire, token: session.token, onBytes, interrupted };
  for (const file of await store.engine.files()) {
    if (interrupted()) return WELL;
    const end = await sendFile(carrier, file);
    if (end === 'done' || end === 'interrupted') continue;
    if (end === 'failed') await postpone(carrier, file);
    else if (end.phase === 'signin') await store.engine.expire();
    else if (end.phase === 'revoked') await store.engine.revoke(end.lost);
    // It may be this photo that the line cannot bear: the next round begins with another.
    else await store.engine.noteFile(file.id, { tries: file.tries + 1 });
    if (end !== 'failed') return end;
  }
  return WELL;
}

interface Carrier {
  readonly store: Store;
  readonly wire: Wire;
  readonly token: string;
  readonly onBytes: (bytes: number) => void;
  readonly interrupted: () => boolean;
}

/** How a file ended: an `Outcome` is about the line, `failed` about this file alone. */
type End = 'done' | 'failed' | 'interrupted' | Outcome;

/** Where the server is with an upload. */
interface Place {
  readonly url: string;
  readonly offset: number;
}

async function sendFile(carrier: Carrier, file: FileRecord): Promise<End> {
  const blob = await carrier.store.engine.bytes(file.id);
  if (!blob || blob.size !== file.size) return 'failed';
  let place = file.url === undefined ? null : await find(carrier, file.url);
  let failures = 0;
  while (failures < MOST_STEPS) {
    place ??= await begin(carrier, file, blob);
    if (isEnd(place)) return place;
    await note(carrier, file, place);
    if (place.offset >= file.size) return await verified(carrier, file);
    // Whoever walks out of the Wi-Fi takes the rest along.
    if (carrier.interrupted() || !mayGo(file, carrier.wire.now())) return 'interrupted';
    const next = await append(carrier, place, blob);
    if (next === null || next === place) failures += 1;
    else if (!isEnd(next)) carrier.onBytes(next.offset - place.offset);
    place = next;
  }
  return 'failed';
}

function isEnd(place: Place | End): place is End {
  return typeof place === 'string' || 'phase' in place;
}

async function begin(carrier: Carrier, file: FileRecord, blob: Blob): Promise<Place | End> {
  const metadata = [
    `sha256 ${btoa(file.sha256)}`,
    `filetype ${btoa(file.media_type)}`,
    `village ${btoa(file.village)}`,
  ].join(',');
  const first = file.ask ? undefined : blob.slice(0, CHUNK);
  const reply = await tus(carrier, FILES, 'POST', first, {
    'Upload-Length': String(file.size),
    'Upload-Metadata': metadata,
  });
  if (reply.kind !== 'ok') return endOf(reply);
  const location = reply.headers.get('Location');
  if (reply.status !== 201 || location === null) return 'failed';
  const offset = Number(reply.headers.get('Upload-Offset') ?? 0);
  carrier.onBytes(offset);
  // Only the path: behind a proxy the server may not know its own public name.
  return { url: new URL(location, `https://phone.invalid${FILES}`).pathname, offset };
}

/** null: the server knows the upload no more, it begins anew. */
async function find(carrier: Carrier, url: string): Promise<Place | End | null> {
  const reply = await tus(carrier, url, 'HEAD');
  if (reply.kind === 'portal' || isGone(reply)) return null;
  if (reply.kind !== 'ok') return endOf(reply);
  const offset = reply.headers.get('Upload-Offset');
  return reply.status < 300 && offset !== null ? { url, offset: Number(offset) } : null;
}

/** The place after one more chunk; null where it must begin anew, the same place to try again. */
async function append(carrier: Carrier, place: Place, blob: Blob): Promise<Place | End | null> {
  const chunk = blob.slice(place.offset, place.offset + CHUNK);
  const reply = await tus(carrier, place.url, 'PATCH', chunk, {
    'Upload-Offset': String(place.offset),
  });
  if (statusOf(reply) === 409) return await find(carrier, place.url);
  if (isGone(reply) || statusOf(reply) === 460) return null;
  if (reply.kind !== 'ok') return endOf(reply);
  const offset = Number(reply.headers.get('Upload-Offset') ?? Number.NaN);
  if (reply.status !== 204 || !(offset > place.offset)) return place;
  return { url: place.url, offset };
}

function tus(
  { wire, token }: Carrier,
  path: string,
  method: 'POST' | 'PATCH' | 'HEAD',
  body?: Blob,
  headers: { readonly [name: string]: string } = {},
): Promise<Reply> {
  const type = body ? { 'Content-Type': 'application/offset+octet-stream' } : {};
  return ask(wire, path, {
    method,
    token,
    ...(body ? { body } : {}),
    headers: { ...TUS, ...type, ...headers },
  });
}

function statusOf(reply: Reply): number {
  return reply.kind === 'ok' || reply.kind === 'problem' ? reply.status : 0;
}

function isGone(reply: Reply): boolean {
  return statusOf(reply) === 404 || statusOf(reply) === 410;
}

/** A refusal of this one file must not stop the others; a refusal of the phone stops all. */
function endOf(reply: Exclude<Reply, { kind: 'ok' }>): End {
  const outcome = outcomeOf(reply);
  const about = reply.kind === 'problem' && reply.status !== 429 && reply.status < 500;
  return about && outcome.phase === 'waiting' ? 'failed' : outcome;
}

async function note({ store }: Carrier, file: FileRecord, { url, offset }: Place): Promise<void> {
  if (file.url === url && file.offset === offset) return;
  await store.engine.noteFile(file.id, { url, offset });
}

async function verified({ store, wire }: Carrier, file: FileRecord): Promise<End> {
  const verified_at = new Date(wire.now()).toISOString();
  await store.engine.noteFile(file.id, { state: 'verified', offset: file.size, verified_at });
  return 'done';
}

async function postpone({ store, wire }: Carrier, file: FileRecord): Promise<void> {
  const tries = file.tries + 1;
  const not_before = wire.now() + backoff(tries, wire.random());
  await store.engine.noteFile(file.id, { tries, not_before });
}
