/** A small server that keeps the promises of the sync protocol, with a line that fails on command. */

import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { Change, Doc, FieldError, Json, Uuid } from '../src/core/types';
import type { Wire } from '../src/net/http';

export const CANGKUANG = '0192f0c0-0000-7000-8000-000000000001';
export const NGUMBUL = '0192f0c0-0000-7000-8000-000000000002';

/** A point of P-256; what is sealed with it nobody opens here. */
const SEAL_KEY =
  '048e533b6fa0bf7b4625bb30667c01fb607ef9f8b8a80fef5b300628703187b2' +
  'a373eb1dbde03318366d069f83a6f5900053c73633cb041b21c55e1a86c1f400b4';

interface Kept {
  readonly village: Uuid;
  readonly kind: string;
  readonly record: Uuid;
  version: number;
  doc: { [field: string]: Json };
  deleted: boolean;
  readonly by: { [field: string]: { version: number; device: Uuid } };
}

export interface ExchangeBody {
  readonly device: Uuid;
  readonly access: string;
  readonly cursors: { readonly [village: Uuid]: string };
  readonly changes: readonly Change[];
  readonly limit: number;
  readonly unsent: { readonly changes: number; readonly files: number };
}

/** What the line does to the next request instead of carrying it: an answer, or one of these. */
export type Fault = 'no_signal' | 'reply_lost' | (() => Response);

export interface Seen {
  readonly path: string;
  readonly method: string;
  readonly body: unknown;
  readonly headers: Headers;
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  const type = status >= 400 ? 'application/problem+json' : 'application/json';
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': type, ...headers },
  });
}

export const problem =
  (status: number, code: string, more: object = {}, headers = {}) =>
  () =>
    json({ status, code, title: code, ...more }, status, headers);

export function createServer() {
  const records = new Map<Uuid, Kept>();
  const answered = new Map<Uuid, object>();
  const heads = new Map<Uuid, number>();
  const parcels = new Map<string, Uint8Array>();
  const uploads = new Map<string, { size: number; sha256: string; got: Uint8Array[] }>();
  const faults: { path: string; fault: Fault }[] = [];
  const seen: Seen[] = [];
  let epoch = 'e1';
  let next = 0;
  const rules = {
    page: 500,
    refuse: (_change: Change): readonly FieldError[] | null => null,
    hold: (_change: Change): string | null => null,
    customs: [] as object[],
    attention: { conflicts: [] as object[], held: [] as object[], decided: [] as object[] },
    /** How a held change of one's own stands in the list where the phone has no seat; in no count. */
    elsewhere: (_held: Uuid): readonly object[] => [],
    villages: [CANGKUANG, NGUMBUL],
    revoked: [] as Uuid[],
    accessVersion: 'a1',
    clock: '2026-11-23T03:15:40Z',
    bundleKey: '0f'.repeat(32) as string | undefined,
    sealKey: SEAL_KEY as string | undefined,
  };

  function apply(change: Change, device: Uuid): object {
    const before = answered.get(change.id);
    if (before) return { ...before, replayed: true };
    const errors = rules.refuse(change);
    if (errors) return { id: change.id, outcome: 'rejected', errors };
    const reason = rules.hold(change);
    const result = reason
      ? { id: change.id, outcome: 'held', held: `held-${change.id}`, reason }
      : merge(change, device);
    answered.set(change.id, result);
    return result;
  }

  function merge(change: Change, device: Uuid): object {
    const version = (heads.get(change.village) ?? 0) + 1;
    const kept = records.get(change.record) ?? {
      village: change.village,
      kind: change.kind,
      record: change.record,
      version: 0,
      doc: {},
      deleted: false,
      by: {},
    };
    const moved = (field: string) => {
      const last = kept.by[field];
      return last !== undefined && last.version > change.base && last.device !== device;
    };
    if (kept.deleted && !change.resolves) return conflict(change, kept, []);
    if (change.delete && !change.resolves && Object.keys(kept.by).some(moved))
      return conflict(change, kept, []);
    const contested = change.resolves
      ? []
      : Object.entries(change.set ?? {})
          .filter(([f, v]) => moved(f) && JSON.stringify(kept.doc[f]) !== JSON.stringify(v))
          .map(([f]) => f);
    heads.set(change.village, version);
    for (const [field, value] of Object.entries(change.set ?? {})) {
      if (contested.includes(field)) continue;
      kept.doc[field] = value;
      if (value === null || value === '') delete kept.doc[field];
      kept.by[field] = { version, device };
    }
    const ahead = kept.version > change.base;
    kept.version = version;
    kept.deleted = change.delete === true;
    records.set(change.record, kept);
    if (contested.length > 0) return conflict(change, kept, contested);
    return { id: change.id, outcome: ahead ? 'merged' : 'applied', version };
  }

  function conflict(change: Change, kept: Kept, contested: readonly string[]): object {
    const id = `conflict-${change.id}`;
    return { id: change.id, outcome: 'conflict', version: kept.version, conflict: id, contested };
  }

  function exchange(body: ExchangeBody): Response {
    const unknown = Object.entries(body.cursors).filter(([, cursor]) => !cursor.startsWith(epoch));
    if (unknown.length > 0)
      return problem(409, 'cursor_unknown', { villages: unknown.map(([v]) => v) })();
    const results = body.changes.map((change) => apply(change, body.device));
    const sent = new Map(body.changes.map((change) => [change.record, change]));
    const cursors: Record<Uuid, string> = {};
    const changes: object[] = [];
    let more = false;
    for (const village of rules.villages) {
      const from = Number(body.cursors[village]?.split('-')[1] ?? 0);
      const news = [...records.values()]
        .filter((kept) => kept.village === village && kept.version > from)
        .sort((a, b) => a.version - b.version);
      const page = news.slice(0, Math.min(body.limit, rules.page));
      more ||= page.length < news.length;
      const last =
        page.length < news.length ? (page.at(-1)?.version ?? from) : (heads.get(village) ?? 0);
      cursors[village] = `${epoch}-${last}`;
      for (const kept of page) if (!isEcho(kept, sent.get(kept.record))) changes.push(told(kept));
    }
    const { conflicts, held } = rules.attention;
    return json({
      server_time: rules.clock,
      results,
      changes,
      cursors,
      more,
      attention: { conflicts: conflicts.length, held: held.length },
      ...(body.access === rules.accessVersion ? {} : { access: access() }),
    });
  }

  function attention() {
    const held = [...answered.values()].flatMap((result) =>
      'held' in result ? [result.held] : [],
    );
    const elsewhere = held.flatMap((id) => rules.elsewhere(String(id)));
    return { ...rules.attention, held: [...rules.attention.held, ...elsewhere] };
  }

  function access() {
    const villages = rules.villages.map((village) => ({
      village,
      code: '32.04.05.2001',
      name: 'Cangkuang',
      zone: 'WIB',
      role: 'facilitator',
    }));
    return { version: rules.accessVersion, villages, revoked: rules.revoked };
  }

  function tus(path: string, init: RequestInit, body: Uint8Array): Response {
    const headers = new Headers(init.headers);
    const answer = (status: number, more: Record<string, string> = {}) => {
      if (status < 400)
        return new Response(null, { status, headers: { 'Tus-Resumable': '1.0.0', ...more } });
      const refusal = problem(status, 'upload')();
      return init.method === 'HEAD' ? new Response(null, refusal) : refusal;
    };
    if (init.method === 'POST') {
      const metadata = Object.fromEntries(
        (headers.get('Upload-Metadata') ?? '').split(',').map((pair) => {
          const [key = '', value = ''] = pair.split(' ');
          return [key, Buffer.from(value, 'base64').toString()];
        }),
      );
      next += 1;
      const url = `/api/sync/v1/files/u${next}`;
      const size = Number(headers.get('Upload-Length'));
      uploads.set(url, { size, sha256: metadata.sha256 ?? '', got: [body] });
      return answer(201, {
        Location: `http://inside:8000${url}`,
        'Upload-Offset': String(body.length),
      });
    }
    const upload = uploads.get(path);
    if (!upload) return answer(404);
    const offset = upload.got.reduce((sum, part) => sum + part.length, 0);
    if (init.method === 'HEAD') return answer(200, { 'Upload-Offset': String(offset) });
    if (Number(headers.get('Upload-Offset')) !== offset) return answer(409);
    upload.got.push(body);
    const whole = Buffer.concat(upload.got);
    const right = createHash('sha256').update(whole).digest('hex') === upload.sha256;
    if (whole.length === upload.size && !right) {
      uploads.delete(path);
      return answer(460);
    }
    return answer(204, { 'Upload-Offset': String(whole.length) });
  }

  /** Puts pieces together; what is in the file this server does not ask. */
  function bundles(init: RequestInit, body: Uint8Array): Response {
    const headers = new Headers(init.headers);
    const name = headers.get('Parcel') ?? 'whole';
    const [, from, , size] = /(\d+)-(\d+)\/(\d+)/.exec(headers.get('Content-Range') ?? '') ?? [];
    const total = Number(size ?? body.length);
    const start = Number(from ?? 0);
    const here = from === undefined ? new Uint8Array() : (parcels.get(name) ?? new Uint8Array());
    if (start > here.length) return problem(409, 'offset_wrong', { offset: here.length })();
    const whole = Buffer.concat([here, body.subarray(here.length - start)]);
    parcels.set(name, whole);
    if (whole.length < total) {
      return json({ server_time: rules.clock, offset: whole.length }, 202);
    }
    const none = { applied: 0, merged: 0, conflict: 0, held: 0, rejected: 0 };
    return json({
      server_time: rules.clock,
      by: 'Siti',
      outcomes: { ...none, applied: 2 },
      replayed: none,
      files: { new: 1, known: 0, refused: 0 },
      refused: [],
    });
  }

  async function carry(path: string, init: RequestInit): Promise<Response> {
    const raw = new Uint8Array(await new Response(init.body ?? null).arrayBuffer());
    const headers = new Headers(init.headers);
    const packed = headers.get('Content-Encoding') === 'gzip' ? gunzipSync(raw) : raw;
    const isJson = headers.get('Content-Type') === 'application/json';
    const body: unknown =
      isJson && packed.length > 0 ? JSON.parse(new TextDecoder().decode(packed)) : packed;
    seen.push({ path, method: init.method ?? 'GET', body, headers });
    const at = faults.findIndex((entry) => path.includes(entry.path));
    const [entry] = at >= 0 ? faults.splice(at, 1) : [];
    if (entry?.fault === 'no_signal') throw new TypeError('Failed to fetch');
    if (typeof entry?.fault === 'function') return entry.fault();
    const answer = route(path, init, body, raw);
    if (entry?.fault === 'reply_lost') throw new TypeError('Failed to fetch');
    return answer;
  }

  function route(path: string, init: RequestInit, body: unknown, raw: Uint8Array): Response {
    if (path.endsWith('/exchange')) return exchange(body as ExchangeBody);
    if (path.endsWith('/customs')) return json(rules.customs, 200, { ETag: '"c1"' });
    if (path.endsWith('/attention')) return json(attention());
    if (path.endsWith('/login')) {
      const { username } = body as { username: string };
      return json({
        token: `token-of-${username}`,
        bundle_key: rules.bundleKey,
        seal_key: rules.sealKey,
        user: { id: 7, username, name: username },
      });
    }
    if (path.includes('/logout')) return new Response(null, { status: 204 });
    if (path.endsWith('/bundles')) return bundles(init, raw);
    if (path.endsWith('/sealed')) {
      const asks = init.method === 'GET';
      return asks ? json({ server_time: rules.clock, seal_key: SEAL_KEY }) : bundles(init, raw);
    }
    if (path.includes('/files/')) return tus(path, init, raw);
    return problem(404, 'not_found')();
  }

  return {
    rules,
    seen,
    /** Uploads that are not finished expire. */
    expire: () => {
      uploads.clear();
      parcels.clear();
    },
    /** The carried files that arrived, as bytes. */
    parcels: () => [...parcels.values()],
    /** Requests to a path, as they arrived. */
    asked: (path: string) => seen.filter((one) => one.path.includes(path)),
    exchanges: () =>
      seen.filter((one) => one.path.endsWith('/exchange')).map((one) => one.body as ExchangeBody),
    /** The next request whose path has this in it meets the fault. */
    fail: (path: string, ...list: readonly Fault[]) => {
      for (const fault of list) faults.push({ path, fault });
    },
    wire: (now: () => number = () => Date.now()): Wire => ({ fetch: carry, now, random: () => 0 }),
    doc: (record: Uuid): Doc | undefined => {
      const kept = records.get(record);
      return kept && !kept.deleted ? kept.doc : undefined;
    },
    count: () => [...records.values()].filter((kept) => !kept.deleted).length,
    /** The bytes of the finished uploads. */
    files: () =>
      [...uploads.values()]
        .map((upload) => ({ ...upload, bytes: Buffer.concat(upload.got) }))
        .filter((upload) => upload.bytes.length === upload.size)
        .map((upload) => upload.sha256),
    /** An official writes at a desk. */
    edit: (record: Uuid, set: Doc, village: Uuid = CANGKUANG, kind: Change['kind'] = 'meeting') => {
      const base = records.get(record)?.version ?? 0;
      const id = `desk-${record}-${base}-${Object.keys(set).join()}`;
      apply({ id, kind, record, village, base, made_at: rules.clock, set }, 'desk');
    },
    delete: (record: Uuid, village: Uuid = CANGKUANG, kind: Change['kind'] = 'meeting') => {
      const base = records.get(record)?.version ?? 0;
      const change: Change = {
        id: `desk-d-${record}`,
        kind,
        record,
        village,
        base,
        made_at: '',
        delete: true,
      };
      apply(change, 'desk');
    },
    /** Everything is forgotten but the first `n` entries of each village. */
    restore: (n: number) => {
      epoch = `e${Number(epoch.slice(1)) + 1}`;
      for (const [village, head] of heads) heads.set(village, Math.min(head, n));
      for (const kept of [...records.values()]) if (kept.version > n) records.delete(kept.record);
      for (const [id, result] of answered) {
        if (((result as { version?: number }).version ?? 0) > n) answered.delete(id);
      }
    },
  };
}

function isEcho(kept: Kept, change: Change | undefined): boolean {
  if (!change || kept.deleted) return change?.delete === true;
  const set = Object.fromEntries(Object.entries(change.set ?? {}).filter(([, v]) => v !== null));
  return JSON.stringify(sorted(kept.doc)) === JSON.stringify(sorted(set));
}

function sorted(doc: Doc): Doc {
  return Object.fromEntries(Object.entries(doc).sort(([a], [b]) => a.localeCompare(b)));
}

function told({ village, kind, record, version, doc, deleted }: Kept): object {
  const head = { village, kind, record, version };
  return deleted ? { ...head, deleted } : { ...head, doc: { ...doc } };
}

export type Server = ReturnType<typeof createServer>;
