/** The list of the app's own files, put in by build/precache.ts. */

/** Path and integrity (`sha256-…`) of a file. */
export type Asset = readonly [path: string, integrity: string];

declare const __PRECACHE__: readonly Asset[];

export const ASSETS: readonly Asset[] = __PRECACHE__;

/** The page that every address under /app/ opens. */
export const SHELL = '/app/index.html';

/** The part of the app that a file alone makes up, kept once it is asked for; undefined for what every phone needs. */
export function pieceOf(path: string): string | undefined {
  const [, language, other] =
    /^\/app\/assets\/(?:language-([a-z]+)|(practice|later))-/.exec(path) ?? [];
  return language ?? other;
}
