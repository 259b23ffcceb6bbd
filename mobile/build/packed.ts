import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const WORTH_PACKING = 400;
/** What the build packed for sending; it is no file of the app. */
const PACKED = /\.(br|gz)$/;
/** These are packed by their own kind already. */
const PICTURE = /\.(png|webp|jpe?g|woff2)$/;

/** Lays beside each file of the build the same as brotli and as gzip, for backend/phone.py to send. */
export function packed(): Plugin {
  let dir = '';
  return {
    name: 'packed',
    apply: 'build',
    configResolved(config) {
      dir = config.build.outDir;
    },
    closeBundle: {
      sequential: true,
      handler() {
        for (const path of filesOf(dir)) {
          const content = readFileSync(path);
          if (PICTURE.test(path) || content.length < WORTH_PACKING) continue;
          writeFileSync(`${path}.br`, brotliCompressSync(content));
          writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
        }
      },
    },
  };
}

/** The app's own files in a folder of the build. */
export function filesOf(dir: string): readonly string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && !PACKED.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The bytes of a file on the way to a phone: as brotli, which every browser takes over TLS; without TLS nothing installs. */
export function weight(path: string): number {
  const content = readFileSync(path);
  const worth = !PICTURE.test(path) && content.length >= WORTH_PACKING;
  return worth ? brotliCompressSync(content).length : content.length;
}
