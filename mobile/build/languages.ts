import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const ASKED = 'virtual:languages';
const FOUND = `\0${ASKED}`;
/** `jv.ts`: a language is the file that is called by its code. */
const FILE = /^([a-z]{2,3})\.ts$/;
const NAME = /^export const name = (['"])(.+?)\1;$/m;
/** Indonesian is built in: nothing may stand between a villager and the first screen. */
const BUILT_IN = 'id';

/**
 * `virtual:languages`: every language that has a file in `folder`, with its own name and a way to fetch
 * its sentences. A new file is a new language; nothing else is to be changed.
 */
export function languages(folder: string): Plugin {
  return {
    name: 'languages',
    resolveId: (id) => (id === ASKED ? FOUND : undefined),
    load: (id) => (id === FOUND ? listed(folder) : undefined),
  };
}

function listed(folder: string): string {
  const entries = readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const code = FILE.exec(file)?.[1];
      return code && code !== BUILT_IN ? [entry(join(folder, file), code)] : [];
    });
  return `export const languages = [${entries.join(',')}];`;
}

function entry(path: string, code: string): string {
  const name = NAME.exec(readFileSync(path, 'utf8'))?.[2];
  if (!name) throw new Error(`languages: ${path} does not say its name`);
  const fetched = `import(${JSON.stringify(path)}).then((file) => file.words)`;
  return `{code:${JSON.stringify(code)},name:${JSON.stringify(name)},load:()=>${fetched}}`;
}

/** The file name that a language gets, which tells it from what the first visit needs. */
export function chunkName(module: string | null, folder: string): string | undefined {
  if (!module?.startsWith(`${folder}/`)) return undefined;
  const code = FILE.exec(module.slice(folder.length + 1))?.[1];
  return code && code !== BUILT_IN ? `assets/language-${code}-[hash].js` : undefined;
}

/** Whether a built file is no part of the first visit: a language, the practice village, and the later screens. */
export function onDemand(name: string): boolean {
  return /(^|\/)(language-[a-z]+|practice|later)-[^/]+$/.test(name);
}
