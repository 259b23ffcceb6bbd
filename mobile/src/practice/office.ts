/**
 * A small office inside the phone, so that somebody can learn without an account and without a network. It
 * answers what the app asks of its server (docs/sync.md), and keeps its book in the practice store, so that
 * practice goes on after a reload. Nothing here reaches the network.
 */

import { sha256 } from '../core/sha256';
import type { Change, Doc, Json } from '../core/types';
import type { Wire } from '../net/http';
import type { Store } from '../store';
import { answer, type Book, type Names, since } from './book';
import { remember } from './others';
import { ACCESS, VILLAGE } from './village';

export interface Office {
  readonly wire: Wire;
  readonly look: () => Promise<Book>;
  /** Takes the book out for `work` and puts it back; one at a time, whichever window asks. */
  readonly withBook: <T>(work: (book: Book) => T) => Promise<T>;
}

interface Asked {
  readonly path: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

const PAGE = 200;
const EPOCH = 'latihan';
const BOOK = 'latihan-office';

/** Opens the office whose book lies in the practice `store`; an empty one starts from `fresh`. */
export function openOffice(
  store: Store,
  fresh: () => Book,
  names: Names,
  around: Omit<Wire, 'fetch'>,
): Office {
  const uploads = receive();
  const look = async () => ((await store.getMeta(BOOK)) as Book | undefined) ?? fresh();
  const withBook = alone(async <T>(work: (book: Book) => T): Promise<T> => {
    const book = await look();
    const result = work(book);
    await store.setMeta(BOOK, book as unknown as Json);
    return result;
  });
  const now = () => new Date(around.now()).toISOString();
  const route = (asked: Asked, book: Book): Response => {
    // A phone without a signal gets no answer, whatever it asks.
    if (!book.signal) throw new TypeError('Failed to fetch');
    const { path, body } = asked;
    if (path.endsWith('/exchange')) return exchange(book, parsed(body), names, now());
    if (path.endsWith('/attention')) return json(attention(book));
    if (path.endsWith('/account-codes')) return new Response(null, { status: 304 });
    if (path.includes('/files/')) return uploads(asked);
    return json({ status: 404, code: 'not_found', title: path }, 404);
  };
  const fetch = async (path: string, init: RequestInit): Promise<Response> => {
    const asked = await read(path, init);
    return await withBook((book) => route(asked, book));
  };
  return { wire: { ...around, fetch }, look, withBook };
}

type Visit = <T>(work: (book: Book) => T) => Promise<T>;

/** One visit after the other: two at once would each put back a book that lacks what the other wrote. */
function alone(visit: Visit): Visit {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: (book: Book) => T): Promise<T> => {
    const { locks } = globalThis.navigator ?? {};
    const next = async (): Promise<T> =>
      locks ? ((await locks.request(BOOK, () => visit(work))) as T) : await visit(work);
    const mine = last.then(next, next);
    last = mine;
    return mine;
  };
}

async function read(path: string, init: RequestInit): Promise<Asked> {
  const headers = new Headers(init.headers);
  const sent = new Response(init.body ?? null).body;
  const packed = headers.get('Content-Encoding') === 'gzip';
  const stream = packed ? sent?.pipeThrough(new DecompressionStream('gzip')) : sent;
  const body = new Uint8Array(await new Response(stream ?? null).arrayBuffer());
  return { path, method: init.method ?? 'GET', headers, body };
}

function parsed(body: Uint8Array): ExchangeBody {
  return JSON.parse(new TextDecoder().decode(body)) as ExchangeBody;
}

interface ExchangeBody {
  readonly changes: readonly Change[];
  readonly cursors: { readonly [village: string]: string };
  readonly access?: string;
  readonly limit?: number;
}

function exchange(book: Book, body: ExchangeBody, names: Names, now: string): Response {
  const results = body.changes.map((change) => {
    const result = answer(book, change, names, now);
    if (result.outcome === 'applied' && !result.replayed) remember(book, change);
    return result;
  });
  const applied = results.filter(({ outcome }) => outcome === 'applied');
  const told = new Set(applied.map(({ version }) => Number(version)));
  const from = Number(body.cursors[VILLAGE]?.split('-')[1] ?? 0);
  const news = since(book, from, told);
  const page = news.slice(0, Math.min(PAGE, body.limit ?? PAGE));
  const more = page.length < news.length;
  const last = more ? (page.at(-1)?.version ?? from) : book.head;
  const open = Object.values(book.open);
  return json({
    server_time: now,
    results,
    changes: page.map(({ by: _, doc, ...head }) => ({
      ...head,
      village: VILLAGE,
      ...(head.deleted ? {} : { doc }),
    })),
    cursors: { [VILLAGE]: `${EPOCH}-${last}` },
    more,
    attention: {
      conflicts: open.filter(({ type }) => type === 'conflict').length,
      held: open.filter(({ type }) => type === 'held').length,
    },
    ...(body.access === ACCESS.version ? {} : { access: ACCESS }),
  });
}

function attention(book: Book) {
  const open = Object.values(book.open).map(({ id, type, entry }) => ({ id, type, ...entry }));
  return {
    conflicts: open.filter(({ type }) => type === 'conflict'),
    held: open.filter(({ type }) => type === 'held'),
  };
}

interface Upload {
  readonly size: number;
  readonly sha256: string;
  readonly hash: ReturnType<typeof sha256>;
  got: number;
}

/** Takes photos by tus and checks them; the phone keeps its own bytes, so the office keeps none. */
function receive(): (asked: Asked) => Response {
  const uploads = new Map<string, Upload>();
  return ({ path, method, headers, body }) => {
    if (method === 'POST') {
      const upload = begun(headers);
      const url = `${path}${upload.sha256.slice(0, 16)}`;
      uploads.set(url, upload);
      return take(upload, body, { Location: url }, 201);
    }
    const upload = uploads.get(path);
    if (!upload) return json({ status: 404, code: 'not_found', title: path }, 404);
    const at = { 'Upload-Offset': String(upload.got) };
    if (method === 'HEAD') return tus(200, at);
    if (Number(headers.get('Upload-Offset')) !== upload.got) return tus(409, at);
    return take(upload, body, {}, 204);
  };
}

function begun(headers: Headers): Upload {
  const metadata = (headers.get('Upload-Metadata') ?? '').split(',');
  const digest = metadata.find((pair) => pair.startsWith('sha256 '))?.slice(7) ?? '';
  return {
    size: Number(headers.get('Upload-Length')),
    sha256: atob(digest),
    hash: sha256(),
    got: 0,
  };
}

function take(upload: Upload, body: Uint8Array, more: Record<string, string>, status: number) {
  upload.hash.update(body);
  upload.got += body.length;
  if (upload.got === upload.size && upload.hash.hex() !== upload.sha256) return tus(460);
  return tus(status, { 'Upload-Offset': String(upload.got), ...more });
}

function tus(status: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers: { 'Tus-Resumable': '1.0.0', ...headers } });
}

function json(body: object, status = 200): Response {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  return new Response(JSON.stringify(body as Doc), { status, headers: { 'Content-Type': type } });
}
