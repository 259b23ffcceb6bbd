import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chunkName, languages, onDemand } from '../../build/languages';
import { completed } from '../../src/i18n/fallback';
import { id } from '../../src/i18n/id';

/** A folder of catalogues as the build meets it. */
function folder(files: Readonly<Record<string, string>>): string {
  const made = mkdtempSync(join(tmpdir(), 'i18n-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(made, name), text);
  return made;
}

/** The module that the app gets for a folder. */
function listOf(made: string): string {
  const { load } = languages(made) as { readonly load: (id: string) => string };
  return load('\0virtual:languages');
}

test('a file is a language; what is not called by a code is none', () => {
  const made = folder({
    'id.ts': '',
    'jv.ts': "export const name = 'Basa Jawa';\nexport const words = {};",
    'index.ts': '',
    'words.ts': '',
  });

  const list = listOf(made);

  expect(list.match(/code:/g)).toHaveLength(1);
  expect(list).toContain('code:"jv",name:"Basa Jawa"');
});

test('a language that does not say its own name stops the build', () => {
  const made = folder({ 'jv.ts': 'export const words = {};' });

  expect(() => listOf(made)).toThrow('does not say its name');
});

test('only the other languages, the practice village and later screens wait until they are wanted', () => {
  expect(chunkName('/src/i18n/jv.ts', '/src/i18n')).toBe('assets/language-jv-[hash].js');
  expect(chunkName('/src/i18n/id.ts', '/src/i18n')).toBeUndefined();
  expect(chunkName('/src/ui/app.ts', '/src/i18n')).toBeUndefined();
  expect(onDemand('dist/assets/language-jv-abc.js')).toBe(true);
  expect(onDemand('dist/assets/practice-abc.js')).toBe(true);
  expect(onDemand('dist/assets/later-abc.js')).toBe(true);
  expect(onDemand('dist/assets/main-abc.js')).toBe(false);
});

test('what a language does not say yet is said in Indonesian, word by word', () => {
  const said = completed(id, {
    account: { title: 'Akun lan aplikasi', version: '' },
    common: { removed: (what) => `${what} dibusak.` },
  });

  expect(said.account.title).toBe('Akun lan aplikasi');
  expect(said.account.language).toBe('Bahasa');
  expect(said.account.version).toBe('Versi aplikasi');
  expect(said.common.removed('Foto')).toBe('Foto dibusak.');
  expect(said.common.back).toBe('Kembali');
  expect(said.terms).toEqual(id.terms);
});
