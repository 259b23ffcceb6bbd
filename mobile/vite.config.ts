import preact from '@preact/preset-vite';
import { defineConfig } from 'vitest/config';
import { sizeBudget } from './build/budget.ts';
import { precache } from './build/precache.ts';
import manifest from './package.json' with { type: 'json' };

export default defineConfig({
  base: '/app/',
  define: { __APP_VERSION__: JSON.stringify(manifest.version) },
  plugins: [preact({ prefreshEnabled: false }), precache(), sizeBudget(120 * 1024)],
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { main: 'index.html', sw: 'src/sw/sw.ts' },
      output: {
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
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
