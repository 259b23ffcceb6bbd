import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Pictures are compressed already. */
const PACKED = /\.(png|webp|jpe?g|woff2)$/;

/** Fails the build when everything that the first visit loads outgrows `limit` bytes, compressed. */
export function sizeBudget(limit: number): Plugin {
  let dir = '';
  return {
    name: 'size-budget',
    apply: 'build',
    configResolved(config) {
      dir = config.build.outDir;
    },
    closeBundle() {
      const sizes = readdirSync(dir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => weight(join(entry.parentPath, entry.name)));
      const total = sizes.reduce((sum, size) => sum + size, 0);
      const told = `first download: ${(total / 1024).toFixed(1)} KB of ${limit / 1024} KB`;
      if (total > limit) throw new Error(told);
      this.info(told);
    },
  };
}

function weight(path: string): number {
  const content = readFileSync(path);
  return PACKED.test(path) ? content.length : gzipSync(content).length;
}
