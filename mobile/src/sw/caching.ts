/** Keeping the app itself on the phone, whole and of one version. */

import { ASSETS, type Asset, pieceOf, SHELL } from './assets';

const PREFIX = 'shell-';
/** Files under way together: on a line of 600 ms one after the other would mostly wait. */
const AT_ONCE = 4;

/** One cache for each version: a fingerprint of the list. */
async function cacheName(): Promise<string> {
  const list = new TextEncoder().encode(JSON.stringify(ASSETS));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', list));
  return PREFIX + [...digest.slice(0, 8)].map((b) => b.toString(16).padStart(2, '0')).join('');
}

/**
 * Fetches what this version needs and has not yet: a first visit that was cut goes on where it stopped,
 * and an update fetches only what changed. The browser checks every file against its fingerprint, so a
 * portal's page or a cut file is never kept. A piece comes along when it was asked for before: no update may
 * take it away in the field.
 */
export async function keepShell(): Promise<void> {
  const asked = await keptPieces();
  await keepAll((piece) => piece === undefined || asked.has(piece));
}

/** Keeps one piece more: the sentences of a language, the practice village, or the screens that no first visit opens. */
export function keepPiece(piece: string): Promise<void> {
  return keepAll((each) => each === piece);
}

async function keepAll(wanted: (piece: string | undefined) => boolean): Promise<void> {
  const cache = await caches.open(await cacheName());
  const rest = ASSETS.filter(([path]) => wanted(pieceOf(path)));
  await Promise.all(Array.from({ length: AT_ONCE }, () => keepInTurn(cache, rest)));
}

async function keepInTurn(cache: Cache, rest: Asset[]): Promise<void> {
  for (let asset = rest.shift(); asset; asset = rest.shift()) await keepOne(cache, asset);
}

/** The pieces of any version that are on the phone. */
async function keptPieces(): Promise<ReadonlySet<string>> {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  const kept = names.map(async (name) => (await caches.open(name)).keys());
  const paths = (await Promise.all(kept)).flat().map(({ url }) => new URL(url).pathname);
  return new Set(paths.flatMap((path) => pieceOf(path) ?? []));
}

async function keepOne(cache: Cache, [path, integrity]: Asset): Promise<void> {
  if (await cache.match(path)) return;
  const old = hasVersionInName(path) ? await caches.match(path) : undefined;
  const response = old ?? (await fetched(path, integrity));
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  await cache.put(path, response);
}

/** What the page has loaded already is not asked for again, unless it is not what it should be. */
async function fetched(path: string, integrity: string): Promise<Response> {
  const how = { integrity, redirect: 'error' } as const;
  if (!hasVersionInName(path)) return await fetch(path, { ...how, cache: 'no-cache' });
  return await fetch(path, how).catch(() => fetch(path, { ...how, cache: 'reload' }));
}

/** Such a name stands for one content only, whichever version of the app brought it. */
function hasVersionInName(path: string): boolean {
  return path.startsWith('/app/assets/');
}

export async function dropOldShells(): Promise<void> {
  const current = await cacheName();
  const names = (await caches.keys()).filter((n) => n.startsWith(PREFIX) && n !== current);
  await Promise.all(names.map((name) => caches.delete(name)));
}

/** The app's own answer to a request, or undefined where it is none of its business. */
export function ownAnswer(request: Request): Promise<Response> | undefined {
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return undefined;
  if (!pathname.startsWith('/app/')) return undefined;
  if (request.mode === 'navigate') return kept(SHELL, request);
  return ASSETS.some(([path]) => path === pathname) ? kept(pathname, request) : undefined;
}

async function kept(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(await cacheName());
  return (await cache.match(path)) ?? (await fetch(request));
}
