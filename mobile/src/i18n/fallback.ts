/** A language that is not finished: what it does not say yet is said in Indonesian. */
import type { SomeWords, Words } from './words';

/** The sentences of `said`, and those of `whole` wherever `said` has none. */
export function completed(whole: Words, said: SomeWords): Words {
  return over(whole, said) as Words;
}

function over(whole: unknown, said: unknown): unknown {
  if (said === undefined || said === '') return whole;
  if (!isGroup(whole) || !isGroup(said)) return said;
  return Object.fromEntries(
    Object.entries(whole).map(([key, sentence]) => [key, over(sentence, said[key])]),
  );
}

function isGroup(part: unknown): part is Readonly<Record<string, unknown>> {
  return typeof part === 'object' && part !== null && !Array.isArray(part);
}
