/** The phone of a vector: brought into the state before by the same doors that the app uses. */

import { onTestFinished } from 'vitest';
import type { Change, Json, KindName, Uuid } from '../../src/core/types';
import { fetchAttention } from '../../src/net/attention';
import { exchange } from '../../src/net/exchange';
import type { Wire } from '../../src/net/http';
import { openStore, type Store } from '../../src/store';
import type { Answer } from '../../src/store/answers';
import { read } from '../../src/store/database';
import { openShelves } from '../phone';
import { json } from '../server';
import { type Case, fill, type PhoneBefore, type Turn, WORLD } from './cases';

const NOW = Date.parse('2026-11-23T03:15:40Z');
const ATTENTION = '/api/sync/v1/attention';
let made = 0;

/** What a phone asked, in the words of a vector. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: Json | undefined;
}

/** A clock and dice that lead to a wanted UUIDv7. */
function createPen() {
  const pen = { ms: NOW, random: new Uint8Array(10) };
  return {
    now: () => pen.ms,
    random: () => pen.random,
    rest: () => {
      pen.ms = NOW;
    },
    aimAt: (id: Uuid) => {
      const hex = id.replaceAll('-', '');
      pen.ms = Number.parseInt(hex.slice(0, 12), 16);
      const bits = (BigInt(`0x${hex}`) & 0xfff0000000000000000n) >> 2n;
      const tail = bits | (BigInt(`0x${hex}`) & 0x3fffffffffffffffn);
      pen.random = Uint8Array.from({ length: 10 }, (_, at) =>
        Number((tail >> BigInt(8 * (9 - at))) & 0xffn),
      );
    },
  };
}

/** Opens the phone of a case in the state before. */
export async function openPhone({ who, phone_before }: Case) {
  const before = fill(phone_before ?? EMPTY);
  const person = WORLD.people[who];
  if (!person) throw new Error(`nobody is called ${who}`);
  const prefix = `vector-${++made}`;
  const pen = createPen();
  const store = await openStore({ prefix, now: pen.now, random: pen.random });
  onTestFinished(() => store.close());
  pen.aimAt(person.device);
  await store.engine.deviceId();
  await store.setSession({ token: `token-of-${who}`, user: { id: who, username: who, ...person } });
  for (const change of before.acknowledged ?? []) await record(store, pen, change);
  pen.rest();
  if (before.acknowledged?.length) await acknowledge(store);
  await store.engine.accept(known(before, who));
  if (before.attention) await learn(store, before.attention);
  for (const change of before.sent ?? []) await record(store, pen, change);
  pen.rest();
  if (before.sent?.length) await exchange(store, { wire: line([], []), ...limitOf(before) });
  for (const change of before.outbox) await record(store, pen, change);
  pen.rest();
  return { store, now: pen.now, limit: limitOf(before), shelves: () => openShelves(prefix, who) };
}

export type Phone = Awaited<ReturnType<typeof openPhone>>;

const EMPTY: PhoneBefore = { records: [], cursors: {}, access: '', outbox: [] };

function limitOf({ limit }: PhoneBefore) {
  return limit === undefined ? {} : { limit };
}

function known(before: PhoneBefore, who: string): Answer {
  const seats = before.access === '' ? [] : Object.entries(WORLD.people[who]?.seats ?? {});
  const villages = seats.map(([village, role]) => ({ village, role, ...WORLD.villages[village] }));
  const answer = {
    server_time: '2026-11-22T01:00:00Z',
    results: [],
    changes: before.records,
    cursors: before.cursors,
    more: false,
    ...(before.access === '' ? {} : { access: { version: before.access, villages, revoked: [] } }),
  };
  return answer as unknown as Answer;
}

async function acknowledge(store: Store): Promise<void> {
  const { changes } = await store.engine.seal(1000, 1e9);
  const results = changes.map(({ id }) => ({ id, outcome: 'applied' as const, version: 0 }));
  const answer = { results, changes: [], cursors: {}, more: false };
  await store.engine.accept({ server_time: '2026-11-22T00:00:00Z', ...answer });
}

async function learn(store: Store, told: Json): Promise<void> {
  const session = await store.session();
  if (!session) throw new Error('nobody is signed in');
  const turn: Turn = { request: { path: ATTENTION }, answer: { status: 200, body: told } };
  await fetchAttention(store, session, line([turn], []));
}

/** Somebody types: the change comes about as it does on the screens, with the vector's id. */
async function record(store: Store, pen: ReturnType<typeof createPen>, change: Change) {
  pen.aimAt(change.id);
  if (change.resolves !== undefined) {
    const decision = change.delete ? { delete: true as const } : { set: change.set ?? {} };
    await store.settle(change.resolves, decision);
  } else if (change.delete) await store.remove(change.kind, change.village, change.record);
  else await store.save(change.kind, change.village, change.record, change.set ?? {});
}

/** A line on which the turns' answers come, one after another; after the last there is no signal. */
export function line(turns: readonly Turn[], asked: Asked[]): Wire {
  const left = [...turns];
  return {
    now: () => NOW,
    random: () => 0,
    fetch: async (path, init) => {
      asked.push({ method: init.method ?? 'GET', path, body: await bodyOf(init) });
      const turn = left.shift();
      if (!turn || turn.answer.lost) throw new TypeError('Failed to fetch');
      const { status, body, text, headers = {} } = fill(turn.answer);
      return text === undefined
        ? json(body, status, headers)
        : new Response(text, { status, headers });
    },
  };
}

async function bodyOf({ body, headers }: RequestInit): Promise<Json | undefined> {
  if (!body) return undefined;
  const packed = new Headers(headers).get('Content-Encoding') === 'gzip';
  const sent = new Response(body).body;
  const plain = packed ? sent?.pipeThrough(new DecompressionStream('gzip')) : sent;
  return (await new Response(plain).json()) as Json;
}

/** What the phone holds, in the words of a vector. */
export async function holds({ store, shelves }: Phone) {
  const db = await shelves();
  const [rows, queue, cursors] = await read(
    db,
    async (tx) =>
      await Promise.all([
        tx.objectStore('rows').getAll(),
        tx.objectStore('outbox').getAll(),
        tx.objectStore('meta').get('cursors'),
      ]),
  );
  db.close();
  const { waiting, conflicts } = await store.outbox();
  return {
    records: rows
      .filter((row) => row.doc !== null)
      .map(({ kind, id, version, doc, pending, problem }) => ({
        kind: kind as KindName,
        record: id,
        version,
        doc,
        pending,
        ...(problem ? { problem } : {}),
      }))
      .sort((a, b) => (a.record < b.record ? -1 : 1)),
    unsent: queue.filter((one) => one.state !== 'rejected').map((one) => one.id),
    refused: queue
      .filter((one) => one.state === 'rejected')
      .map((one) => ({ change: one.id, codes: (one.errors ?? []).map((error) => error.code) })),
    waiting: waiting.map(({ id, kind, record, set, reason }) => ({
      id,
      kind,
      record,
      set,
      reason,
    })),
    conflicts: conflicts.map(({ id, kind, record, fields, deletes }) => ({
      id,
      kind,
      record,
      fields,
      deletes,
    })),
    cursors: cursors ?? {},
  };
}

export type Held = Awaited<ReturnType<typeof holds>>;

/** What is new or other on the phone; whatever is empty stays out. */
export function changed(before: Held, after: Held) {
  const was = new Set(before.records.map((one) => JSON.stringify(one)));
  const left = new Set(after.records.map((one) => one.record));
  const { records, cursors, ...rest } = after;
  const parts = {
    records: records.filter((one) => !was.has(JSON.stringify(one))),
    gone: before.records.map((one) => one.record).filter((record) => !left.has(record)),
    ...rest,
  };
  return {
    ...Object.fromEntries(Object.entries(parts).filter(([, part]) => part.length)),
    cursors,
  };
}
