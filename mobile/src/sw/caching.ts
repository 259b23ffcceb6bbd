/** Keeping the app itself on the phone, whole and of one version. */

import { ASSETS, type Asset, SHELL } from './assets';

const PREFIX = 'shell-';

/** One cache for each version: a fingerprint of the list. */
async function cacheName(): Promise<string> {
  const list = new TextEncoder().encode(JSON.stringify(ASSETS));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', list));
  return PREFIX + [...digest.slice(0, 8)].map((b) => b.toString(16).padStart(2, '0')).join('');
}

/**
 * Fetches what this version needs and has not yet: a first visit that was cut goes on where it stopped,
 * and an update fetches only what changed. The browser checks every file against its fingerprint, so a
 * portal's page or a cut file is never kept.
 */
export async function keepShell(): Promise<void> {
  const cache = await caches.open(await cacheName());
  for (const asset of ASSETS) await keepOne(cache, asset);
}

async function keepOne(cache: Cache, [path, integrity]: Asset): Promise<void> {
  if (await cache.match(path)) return;
  const old = hasVersionInName(path) ? await caches.match(path) : undefined;
  const response = old ?? (await fetch(path, { integrity, cache: 'no-cache', redirect: 'error' }));
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  await cache.put(path, response);
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
