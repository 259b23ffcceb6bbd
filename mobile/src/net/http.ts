/** One request, and what became of it as a value. Nothing here throws for what a network may do. */

export interface Wire {
  readonly fetch: (input: string, init: RequestInit) => Promise<Response>;
  readonly now: () => number;
  /** 0 to 1, for the jitter of waiting times. */
  readonly random: () => number;
}

export const REAL_WIRE: Wire = {
  fetch: (input, init) => fetch(input, init),
  now: () => Date.now(),
  random: () => Math.random(),
};

export type Reply =
  /** The server said yes; `body` is JSON, or undefined where there was none. */
  | {
      readonly kind: 'ok';
      readonly status: number;
      readonly headers: Headers;
      readonly body: unknown;
    }
  /** The server said no, in its own words (RFC 9457). */
  | {
      readonly kind: 'problem';
      readonly status: number;
      readonly headers: Headers;
      readonly code: string;
      readonly body: { readonly [key: string]: unknown };
      readonly retryAfter: number | null;
    }
  /** Something between us and the server is out of order, and said so. */
  | { readonly kind: 'down'; readonly retryAfter: number | null }
  /** Something else answered in the server's place: a network that wants a sign-in first. */
  | { readonly kind: 'portal' }
  /** No answer, or one that was cut. */
  | { readonly kind: 'offline' };

export interface Ask {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'HEAD' | 'DELETE';
  readonly token?: string;
  readonly json?: unknown;
  readonly body?: Blob;
  readonly headers?: { readonly [name: string]: string };
}

const TIMEOUT_MS = 90_000;
const WORTH_PACKING = 1024;

export async function ask(wire: Wire, path: string, what: Ask): Promise<Reply> {
  const stopper = new AbortController();
  const timer = setTimeout(() => stopper.abort(), TIMEOUT_MS);
  try {
    const packed = what.json === undefined ? what : await pack(what.json);
    const response = await wire.fetch(path, {
      method: what.method,
      headers: {
        ...(what.token ? { Authorization: `Token ${what.token}` } : {}),
        ...packed.headers,
        ...what.headers,
      },
      ...(packed.body ? { body: packed.body } : {}),
      // A redirect is a portal's doing; the API never redirects.
      redirect: 'manual',
      cache: 'no-store',
      credentials: 'omit',
      signal: stopper.signal,
    });
    return await sort(response, wire.now(), what.method !== 'HEAD');
  } catch {
    return { kind: 'offline' };
  } finally {
    clearTimeout(timer);
  }
}

/** Bodies above 1 KB travel compressed where the browser can. */
async function pack(json: unknown) {
  const text = JSON.stringify(json);
  const headers = { 'Content-Type': 'application/json' };
  if (text.length < WORTH_PACKING || !('CompressionStream' in globalThis)) {
    return { headers, body: text };
  }
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  const body = await new Response(stream).arrayBuffer();
  return { headers: { ...headers, 'Content-Encoding': 'gzip' }, body };
}

async function sort(response: Response, now: number, hasBody: boolean): Promise<Reply> {
  const { status, headers } = response;
  const type = (headers.get('Content-Type') ?? '').split(';')[0]?.trim();
  const retryAfter = patience(headers.get('Retry-After'), now);
  if (type === 'application/problem+json') {
    const body = hasBody ? ((await response.json()) as { readonly [key: string]: unknown }) : {};
    return { kind: 'problem', status, headers, code: String(body.code ?? ''), body, retryAfter };
  }
  // tus answers have no body, but name themselves.
  if (headers.has('Tus-Resumable')) return { kind: 'ok', status, headers, body: undefined };
  if (status === 204 || status === 304) return { kind: 'ok', status, headers, body: undefined };
  if (response.ok && type === 'application/json') {
    return { kind: 'ok', status, headers, body: await response.json() };
  }
  if (status === 429 || (status >= 500 && status !== 511)) return { kind: 'down', retryAfter };
  return { kind: 'portal' };
}

/** `Retry-After` in ms from now: seconds or a date. */
function patience(header: string | null, now: number): number | null {
  if (header === null) return null;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}
