import { join } from 'node:path';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vitest/config';
import { bareImports } from './build/bare.ts';
import { sizeBudget } from './build/budget.ts';
import { chunkName, languages } from './build/languages.ts';
import { packed } from './build/packed.ts';
import { precache } from './build/precache.ts';
import manifest from './package.json' with { type: 'json' };

const CATALOGUES = join(import.meta.dirname, 'src/i18n');

export default defineConfig({
  base: '/app/',
  define: { __APP_VERSION__: JSON.stringify(manifest.version) },
  plugins: [
    preact({ prefreshEnabled: false }),
    languages(CATALOGUES),
    precache(),
    bareImports(),
    packed(),
    sizeBudget(120 * 1024),
  ],
  build: {
    target: 'es2022',
    cssCodeSplit: false,
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_, needed, { hostType }) => (hostType === 'html' ? needed : []),
    },
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { main: 'index.html', sw: 'src/sw/sw.ts' },
      output: {
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        // Each file costs a bad line a turn: what several screens share comes as one.
        codeSplitting: {
          groups: [
            { name: 'base', test: /\/(node_modules|src\/(core|store|net|ui\/(parts|live)))\// },
          ],
        },
        chunkFileNames: ({ facadeModuleId }) =>
          chunkName(facadeModuleId ?? null, CATALOGUES) ?? 'assets/[name]-[hash].js',
      },
    },
  },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    setupFiles: ['test/setup.ts'],
    restoreMocks: true,
    // The machine that runs the tests may be busy with others.
    testTimeout: 20_000,
  },
});
