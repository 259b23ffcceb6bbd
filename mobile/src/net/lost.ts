/** A phone that was reported lost: seals what is unsent, so that only the server can open it, and sends it. */

import { packLoad, seal } from '../parcels';
import type { Sealed, Session, Store } from '../store';
import { ask, type Reply, type Wire } from './http';
import { type Outcome, outcomeOf, WELL } from './outcome';

const DOOR = '/api/sync/v1/sealed';
/** At most this much is sent twice after a cut. */
export const SEALED_PIECE = 64 * 1024;
const MOST_RESTARTS = 2;
const MOST_STUMBLES = 3;

/** Seals what is not sealed yet and sends what waits. What cannot be sent now stays, sealed, for another time. */
export async function handIn(store: Store, wire: Wire): Promise<Outcome> {
  const session = await store.session();
  if (session?.lost) {
    const sealing = await sealOrWipeSent(store, session, wire);
    if (sealing.phase !== 'idle') return sealing;
  }
  for (const sealed of await store.sealed()) {
    if (sealed.state !== 'waiting') continue;
    const end = await send({ store, wire, sealed, file: await store.sealedFile(sealed.id) });
    if (end.phase !== 'idle') return end;
  }
  return WELL;
}

async function sealOrWipeSent(store: Store, session: Session, wire: Wire): Promise<Outcome> {
  try {
    const outcome = await sealUnsent(store, session, wire);
    if (outcome.phase !== 'idle') await store.engine.wipeSent();
    return outcome;
  } catch (error) {
    // A full phone: what the server has makes room, and the next try may find enough.
    await store.engine.wipeSent();
    throw error;
  }
}

/** The sealed copy is on disk before the clear one goes; what is saved while it is written is sealed again with it. */
async function sealUnsent(store: Store, session: Session, wire: Wire): Promise<Outcome> {
  for (;;) {
    const load = await store.engine.onlyHere();
    if (!load) return WELL;
    if (load.changes.length + load.photos.length > 0) {
      const key = session.seal_key ?? (await askForKey(session, wire));
      if (typeof key !== 'string') return key;
      const photos = await there(store, load.photos);
      const { blob } = await packLoad(store, { ...load, photos });
      const sealed = await seal(blob, key);
      await store.engine.keepSealed(
        {
          id: sealed.sha256,
          token: session.token,
          by: session.user.name,
          sealed_at: new Date(wire.now()).toISOString(),
          changes: load.changes.length,
          photos: photos.length,
          size: sealed.blob.size,
          offset: 0,
          restarts: 0,
          state: 'waiting',
        },
        sealed.blob,
      );
    }
    if (await store.engine.wipeSealed(load)) return WELL;
  }
}

/** A photo whose bytes the browser threw away must not keep the rest from being sealed. */
async function there<T extends { readonly id: string; readonly size: number }>(
  store: Store,
  photos: readonly T[],
): Promise<readonly T[]> {
  const found: T[] = [];
  for (const photo of photos) {
    if ((await store.photoBlob(photo.id))?.size === photo.size) found.push(photo);
  }
  return found;
}

/** A sign-in of an older app brought no key. */
async function askForKey({ token }: Session, wire: Wire): Promise<string | Outcome> {
  const reply = await ask(wire, DOOR, { method: 'GET', token });
  if (reply.kind !== 'ok') return outcomeOf(reply);
  const { seal_key } = (reply.body ?? {}) as { readonly seal_key?: unknown };
  return typeof seal_key === 'string' ? seal_key : { phase: 'portal' };
}

interface Course {
  readonly store: Store;
  readonly wire: Wire;
  readonly sealed: Sealed;
  readonly file: Blob;
}

async function send(course: Course): Promise<Outcome> {
  const { store, wire, sealed, file } = course;
  let at = sealed.offset;
  for (let stumbles = 0; stumbles < MOST_STUMBLES; ) {
    const piece = file.slice(at, at + SEALED_PIECE);
    const range = `bytes ${at}-${at + piece.size - 1}/${sealed.size}`;
    const reply = await ask(wire, DOOR, {
      method: 'POST',
      token: sealed.token,
      body: piece,
      headers: {
        'Content-Type': 'application/octet-stream',
        'Content-Range': range,
        Parcel: sealed.id,
      },
    });
    const step = await answered(course, reply);
    if (typeof step !== 'number') return step;
    if (step <= at) stumbles += 1;
    at = step;
    await store.engine.noteSealed(sealed.id, { offset: at });
  }
  return { phase: 'waiting', retryAfter: null };
}

/** Where it goes on, or how it ended for now. */
async function answered({ store, sealed }: Course, reply: Reply): Promise<number | Outcome> {
  const { noteSealed } = store.engine;
  if (reply.kind === 'ok') {
    const said = (reply.body ?? {}) as {
      readonly server_time?: unknown;
      readonly offset?: unknown;
    };
    // A portal may answer JSON too; only our server tells its time.
    if (typeof said.server_time !== 'string') return { phase: 'portal' };
    if (reply.status === 202) return Number(said.offset ?? 0);
    await noteSealed(sealed.id, { state: 'delivered', offset: sealed.size });
    return WELL;
  }
  if (reply.kind !== 'problem') return outcomeOf(reply);
  if (reply.code === 'offset_wrong') return Number(reply.body.offset ?? 0);
  if (reply.code === 'bundle_broken' && sealed.restarts < MOST_RESTARTS) {
    await noteSealed(sealed.id, { offset: 0, restarts: sealed.restarts + 1 });
    return { phase: 'waiting', retryAfter: null };
  }
  if (reply.status >= 500 || reply.status === 429) return outcomeOf(reply);
  // Refused for good: it stays here, for an officer to bring.
  await noteSealed(sealed.id, {
    state: 'refused',
    refusal: String(reply.body.title ?? reply.code),
  });
  return WELL;
}
