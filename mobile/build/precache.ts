import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin, ResolvedConfig } from 'vite';

const PLACE = '__PRECACHE__';

/**
 * Writes into the service worker the list of everything that the app needs without a signal: path and
 * SHA-256 of each file. The worker's bytes, and so its version, change exactly when one of them does.
 */
export function precache(): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'precache',
    apply: 'build',
    enforce: 'post',
    configResolved(resolved) {
      config = resolved;
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const built = Object.values(bundle).map(
          (file) => [file.fileName, file.type === 'chunk' ? file.code : file.source] as const,
        );
        const copied = filesIn(config.publicDir).map(
          (name) => [name, readFileSync(join(config.publicDir, name))] as const,
        );
        const list = [...built, ...copied]
          .filter(([name]) => name !== 'sw.js' && !name.endsWith('.map'))
          .map(([name, content]) => [config.base + name, fingerprint(content)])
          .sort();
        const worker = bundle['sw.js'];
        if (worker?.type !== 'chunk') throw new Error('precache: no service worker was built');
        if (!worker.code.includes(PLACE)) throw new Error(`precache: ${PLACE} is not in sw.js`);
        worker.code = worker.code.replace(PLACE, () => JSON.stringify(list));
      },
    },
  };
}

function filesIn(dir: string): readonly string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1));
}

function fingerprint(content: string | Uint8Array): string {
  return `sha256-${createHash('sha256').update(content).digest('base64')}`;
}
