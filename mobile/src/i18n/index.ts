/** The language in use. English is fetched only when somebody asks for it. */
import { signal } from '@preact/signals';
import { id } from './id';
import type { Words } from './words';

export type Language = 'id' | 'en';
export type { Words } from './words';

const current = signal<Words>(id);

export const language = signal<Language>('id');

/** Reading this inside a component makes the component follow the language. */
export function words(): Words {
  return current.value;
}

export async function speak(wanted: Language): Promise<void> {
  current.value = wanted === 'en' ? (await import('./en')).en : id;
  language.value = wanted;
}
