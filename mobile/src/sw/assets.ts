/** The list of the app's own files, put in by build/precache.ts. */

/** Path and integrity (`sha256-…`) of a file. */
export type Asset = readonly [path: string, integrity: string];

declare const __PRECACHE__: readonly Asset[];

export const ASSETS: readonly Asset[] = __PRECACHE__;

/** The page that every address under /app/ opens. */
export const SHELL = '/app/index.html';
