/** What of this phone goes into its file, and how much that is. */

import type { Change } from '../core/types';
import type { Load, Session, Store } from '../store';
import { MOST_BYTES, MOST_CHANGES, type Watch } from './format';
import { type Part, type Written, writeParcel } from './write';

/** The key is missing: this sign-in is older than files. The next one brings it. */
export const NO_KEY = 'NoKey';
/** The bytes of a photo are not on this phone any more. */
export const PHOTO_GONE = 'PhotoGone';

/** First line, head and end. */
const OVERHEAD = 450;
/** What the file says of a photo before its bytes. */
const PHOTO_LINE = 210;
/** In UTF-8. */
const MOST_BYTES_A_LETTER = 3;

export interface Measure {
  readonly load: Load;
  readonly textBytes: number;
  readonly photoBytes: number;
}

/** What a file would hold now, and about how large it would be. Alters nothing. */
export async function measure(store: Store): Promise<Measure> {
  const load = await store.parcels.look();
  const session = await store.session();
  const text = await texts(load.changes, session?.device ?? '');
  const photoBytes = load.photos.reduce((sum, photo) => sum + photo.size + PHOTO_LINE, 0);
  return {
    load,
    photoBytes,
    textBytes: text.reduce((sum, part) => sum + part.data.size, OVERHEAD),
  };
}

export interface Packed extends Written {
  readonly load: Load;
}

/** Writes everything unsent, with or without the photos. Nothing leaves the outbox by it. */
export async function pack(
  store: Store,
  {
    withPhotos,
    now = () => Date.now(),
    ...watch
  }: Watch & { readonly withPhotos: boolean; readonly now?: () => number },
): Promise<Packed> {
  await keyed(store);
  const sealed = await store.parcels.seal();
  return await packLoad(store, withPhotos ? sealed : { ...sealed, photos: [] }, { now, ...watch });
}

/** Writes what the load names. */
export async function packLoad(
  store: Store,
  load: Load,
  { now = () => Date.now(), ...watch }: Watch & { readonly now?: () => number } = {},
): Promise<Packed> {
  const { device, user, bundle_key } = await keyed(store);
  const head = {
    device,
    user: user.id,
    made_at: new Date(now()).toISOString(),
    name: user.name.slice(0, 120),
  };
  const written = await writeParcel(head, bundle_key, parts(store, load, device), watch);
  return { ...written, load };
}

async function keyed(store: Store): Promise<Session & { readonly bundle_key: string }> {
  const session = await store.session();
  if (!session?.bundle_key) throw Object.assign(new Error('no key'), { name: NO_KEY });
  return { ...session, bundle_key: session.bundle_key };
}

async function* parts(store: Store, load: Load, device: string): AsyncGenerator<Part> {
  yield* await texts(load.changes, device);
  const seen = new Set<string>();
  for (const { id, village, sha256, size, media_type } of load.photos) {
    // The same picture twice in one village is one file there.
    if (seen.has(village + sha256)) continue;
    seen.add(village + sha256);
    const data = await store.photoBlob(id);
    if (data?.size !== size) throw Object.assign(new Error('no photo'), { name: PHOTO_GONE });
    yield { said: { part: 'file', sha256, media_type, village }, data };
  }
}

async function texts(changes: readonly Change[], device: string): Promise<readonly Part[]> {
  const requests = portions(changes).map((some) =>
    JSON.stringify({ device, schema: 1, changes: some }),
  );
  return await Promise.all(requests.map(exchangePart));
}

/** Requests that the server reads: so many changes, so many bytes at most. */
function portions(changes: readonly Change[]): readonly (readonly Change[])[] {
  const found: Change[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const change of changes) {
    const size = JSON.stringify(change).length * MOST_BYTES_A_LETTER;
    bytes += size;
    if (bytes > MOST_BYTES / 2 || (found.at(-1)?.length ?? 0) >= MOST_CHANGES) {
      found.push([]);
      bytes = size;
    }
    found.at(-1)?.push(change);
  }
  return found;
}

async function exchangePart(text: string): Promise<Part> {
  const plain = new Blob([text]);
  if (!('CompressionStream' in globalThis)) return { said: { part: 'exchange' }, data: plain };
  const stream = plain.stream().pipeThrough(new CompressionStream('gzip'));
  const data = new Blob([await new Response(stream).arrayBuffer()]);
  return { said: { part: 'exchange', encoding: 'gzip' }, data };
}

/** `cangkuang-2026-11-23-1005.rembuk`, after the village and the day in its zone. */
export function fileName(village: string, date: string, time: string): string {
  const place = village
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return `${place || 'desa'}-${date}-${time.replace(/\D/g, '')}.rembuk`;
}
