import type { Plugin } from 'vite';
import { onDemand } from './languages.ts';
import { filesOf, weight } from './packed.ts';

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
      const files = filesOf(dir);
      const first = together(files.filter((file) => !onDemand(file)));
      const told = `first download: ${inKilobytes(first)} of ${inKilobytes(limit)}`;
      if (first > limit) throw new Error(told);
      const later = together(files.filter(onDemand));
      this.info(
        `${told}; languages when chosen, practice, and later screens: ${inKilobytes(later)}`,
      );
    },
  };
}

function together(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + weight(file), 0);
}

function inKilobytes(size: number): string {
  return `${(size / 1024).toFixed(1)} KB`;
}
