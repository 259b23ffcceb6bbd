/**
 * The language in use. Indonesian is built in; every other language is one file of this folder, fetched
 * when somebody chooses it and then kept on the phone by the service worker.
 */

import { languages } from 'virtual:languages';
import { signal } from '@preact/signals';
import { completed } from './fallback';
import { id } from './id';
import { inLocalWords } from './local';
import type { Words } from './words';

export { calledHere, callThings, official } from './local';
export type { Words } from './words';

const SOURCE = 'id';

/** Code and own name of each language, Indonesian first. */
export const LANGUAGES: readonly (readonly [string, string])[] = [
  [SOURCE, 'Bahasa Indonesia'],
  ...languages.map(({ code, name }) => [code, name] as const),
];

const current = signal<Words>(id);

export const language = signal(SOURCE);

/** Reading this inside a component makes the component follow the language. */
export function words(): Words {
  return inLocalWords(current.value);
}

/** Speaks a language of `LANGUAGES`. Rejects, and changes nothing, while its file cannot be had. */
export async function speak(wanted: string): Promise<void> {
  const other = languages.find(({ code }) => code === wanted);
  const said = other ? completed(id, await other.load()) : id;
  current.value = said;
  language.value = other?.code ?? SOURCE;
}
