/** Handing over what was recorded, and learning what others recorded. */

import type { Change, Uuid } from '../core/types';
import type { Session, Store } from '../store';
import type { Answer } from '../store/answers';
import { fetchAttention } from './attention';
import { ask, REAL_WIRE, type Reply, type Wire } from './http';
import { type Outcome, outcomeOf, WELL } from './outcome';

export const MOST_CHANGES = 500;
/** Of JSON in one request: about 16 s at 50 kbit/s once compressed. */
const MOST_BYTES = 512 * 1024;
const MOST_RESTARTS = 3;

export interface ExchangeOptions {
  readonly wire?: Wire;
  /** Changes in a request and records in an answer; smaller on a bad line. */
  readonly limit?: number;
  readonly onSent?: (changes: number) => void;
  /** Hears how far the phone's clock is before the server's, in ms. */
  readonly onClock?: (ahead: number) => void;
}

/**
 * Exchanges until nothing more waits on either side. One request at a time; its changes keep their ids
 * and contents until the server has answered them, however often that takes.
 */
export async function exchange(
  store: Store,
  {
    wire = REAL_WIRE,
    limit = MOST_CHANGES,
    onSent = () => {},
    onClock = () => {},
  }: ExchangeOptions = {},
): Promise<Outcome> {
  const session = await store.session();
  if (!session || session.expired) return { phase: 'signin' };
  const course = { store, session, wire, onSent, onClock, page: limit, limit, restarts: 0 };
  const outcome = await untilDone(course);
  if (outcome.phase === 'signin') await store.engine.expire();
  if (outcome.phase === 'revoked') await store.engine.revoke(outcome.lost);
  return outcome;
}

interface Course {
  readonly store: Store;
  readonly session: Session;
  readonly wire: Wire;
  readonly onSent: (changes: number) => void;
  readonly onClock: (ahead: number) => void;
  readonly page: number;
  limit: number;
  restarts: number;
}

type Step = 'again' | Answer | Outcome;

async function untilDone(course: Course): Promise<Outcome> {
  const { store, session, wire } = course;
  let looked = false;
  // No count says what became of it. What is held in this very exchange is certainly not decided yet.
  const knewHeld = await store.engine.knowsHeld();
  for (;;) {
    const step = await oneExchange(course);
    if (step === 'again') continue;
    if ('phase' in step) return step;
    if (step.more || (await store.engine.sendable()) > 0) continue;
    await store.engine.sweep(step.server_time);
    if (looked || !(knewHeld || (await waits(store, step)))) return WELL;
    looked = true;
    if (!(await fetchAttention(store, session, wire))) return WELL;
  }
}

/** What is held in a village that this phone does not carry any more is in no count, only in the list. */
async function waits(store: Store, { attention }: Answer): Promise<boolean> {
  const { conflicts = 0, held = 0 } = attention ?? {};
  return conflicts + held > 0 || (await store.engine.waitsElsewhere());
}

async function oneExchange(course: Course): Promise<Step> {
  const { store, session, wire, page } = course;
  const request = await store.engine.seal(course.limit, MOST_BYTES);
  const ids = request.changes.map((change) => change.id);
  const reply = await ask(wire, '/api/sync/v1/exchange', {
    method: 'POST',
    token: session.token,
    json: {
      device: session.device,
      schema: 1,
      ...request,
      changes: request.changes.map(packable),
      limit: page,
    },
  });
  if (reply.kind !== 'ok') return await refused(course, reply, ids, Object.keys(request.cursors));
  if (!isAnswer(reply.body)) return { phase: 'portal' };
  course.onClock(wire.now() - Date.parse(reply.body.server_time));
  const more = await store.engine.accept(reply.body);
  const answered = reply.body.results.filter((result) => ids.includes(result.id)).length;
  course.onSent(answered);
  // A server that answers none of what it was sent would be asked for ever.
  const stuck = ids.length > 0 && answered === 0 && !more;
  return stuck ? { phase: 'waiting', retryAfter: null } : { ...reply.body, more };
}

/**
 * A change in the order that packs best: what counts on from one change to the next comes first, what
 * stays the same follows.
 */
function packable({ made_at, id, record, kind, village, ...said }: Change): Change {
  return { made_at, id, record, kind, village, ...said };
}

/** A portal may answer JSON too; only our server answers this. */
function isAnswer(body: unknown): body is Answer {
  const answer = body as Partial<Answer> | null | undefined;
  return (
    typeof answer?.server_time === 'string' &&
    Array.isArray(answer.results) &&
    Array.isArray(answer.changes) &&
    typeof answer.cursors === 'object'
  );
}

async function refused(
  course: Course,
  reply: Exclude<Reply, { kind: 'ok' }>,
  ids: readonly Uuid[],
  known: readonly Uuid[],
): Promise<Step> {
  if (reply.kind !== 'problem') return outcomeOf(reply);
  if (reply.status === 409 && course.restarts < MOST_RESTARTS) {
    course.restarts += 1;
    const named = Array.isArray(reply.body.villages) ? (reply.body.villages as Uuid[]) : [];
    await course.store.engine.startAgain(named.length > 0 ? named : known);
    return 'again';
  }
  if ((reply.status === 413 || reply.status === 400) && ids.length > 0) {
    return await smaller(course, reply, ids);
  }
  return outcomeOf(reply);
}

/** Halves the request until it passes; the one change that never does is put aside and shown. */
async function smaller(
  course: Course,
  reply: Extract<Reply, { kind: 'problem' }>,
  ids: readonly Uuid[],
): Promise<Step> {
  const [first] = ids;
  if (ids.length > 1 || first === undefined) {
    course.limit = Math.max(1, Math.floor(ids.length / 2));
    return 'again';
  }
  const message = String(reply.body.title ?? reply.body.detail ?? '');
  await course.store.engine.setAside(first, { field: '', code: reply.code, message });
  return 'again';
}
