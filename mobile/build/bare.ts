import type { Plugin } from 'vite';

const ASKED = '\0vite/preload-helper.js';

/**
 * Takes Vite's loader of styles and neighbours out of dynamic imports: all styles come in one file, and what a late
 * chunk needs is there before it. A failed import rejects as it does anyway.
 */
export function bareImports(): Plugin {
  return {
    name: 'bare-imports',
    enforce: 'pre',
    apply: 'build',
    load: (id) => (id === ASKED ? 'export const __vitePreload = (load) => load();' : undefined),
  };
}
