/** The hamlets a form may offer: those the office knows, then those people wrote themselves. */
import type { Uuid } from '../../core/types';
import { villages } from './session';

interface Placed {
  readonly doc: { readonly hamlet?: string };
}

export function hamletsOf(
  village: Uuid,
  ...seen: readonly (readonly Placed[])[]
): readonly string[] {
  const known = villages.value.find((each) => each.village === village)?.hamlets ?? [];
  return offered(known, seen.flat());
}

/** A name that differs only in its capitals is the same hamlet; the office's spelling goes first. */
export function offered(known: readonly string[], seen: readonly Placed[]): readonly string[] {
  const names = new Map<string, string>();
  const written = seen.map(({ doc }) => doc.hamlet?.trim() ?? '').sort();
  for (const name of [...known, ...written]) {
    const key = name.toLowerCase();
    if (name && !names.has(key)) names.set(key, name);
  }
  return [...names.values()];
}
