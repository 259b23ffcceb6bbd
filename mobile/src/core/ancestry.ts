/** Wishes that became one, and wishes that were taken apart, as the server sees it (tests/vectors/ancestry.json). */

export interface Kin {
  readonly id: string;
  readonly merged_into?: string | undefined;
  readonly split_from?: string | undefined;
}

export interface Ancestry {
  /** The wish that this one was merged into. */
  readonly into: ReadonlyMap<string, string>;
  /** Those that were merged into it. */
  readonly gathered: ReadonlyMap<string, readonly string[]>;
  /** Those that it was taken apart into. */
  readonly parts: ReadonlyMap<string, readonly string[]>;
  /** What was said of these would lead in a circle and does not count. */
  readonly looped: readonly string[];
}

/** Who goes on for whom; what would close a circle does not count, and of such the wish voiced first stands. */
export function ancestry(wishes: readonly Kin[]): Ancestry {
  const known = [...wishes].sort((a, b) => (a.id < b.id ? 1 : -1));
  const ids = new Set(known.map(({ id }) => id));
  const after = new Map<string, string[]>();
  const into = new Map<string, string>();
  const gathered = new Map<string, string[]>();
  const parts = new Map<string, string[]>();
  const looped = new Set<string>();
  for (const { id, merged_into: to } of known) {
    if (!to || !ids.has(to)) continue;
    if (leads(after, to, id)) {
      looped.add(id);
      continue;
    }
    put(after, id, to);
    into.set(id, to);
    put(gathered, to, id);
  }
  for (const { id, split_from: from } of known) {
    if (!from || !ids.has(from)) continue;
    if (leads(after, id, from)) {
      if (into.get(id) !== from) looped.add(id);
      continue;
    }
    put(after, from, id);
    put(parts, from, id);
  }
  for (const group of [...gathered.values(), ...parts.values()]) group.sort();
  return { into, gathered, parts, looped: [...looped].sort() };
}

/** Whether a wish is counted itself: nobody goes on for it. */
export function stands({ into, parts }: Ancestry, id: string): boolean {
  return !into.has(id) && !parts.has(id);
}

/** The standing wishes that go on for this one, itself where it stands. */
export function heirs(known: Ancestry, wish: string): readonly string[] {
  const seen = new Set([wish]);
  for (const id of seen) {
    for (const part of known.parts.get(id) ?? []) seen.add(part);
    const to = known.into.get(id);
    if (to) seen.add(to);
  }
  return [...seen].filter((id) => stands(known, id)).sort();
}

/** Where a wish may be merged to: any other that it does not go on for already. */
export function mergeable(known: Ancestry, wish: string, other: string): boolean {
  return wish !== other && stands(known, other) && !heirs(known, other).includes(wish);
}

function leads(after: ReadonlyMap<string, readonly string[]>, start: string, end: string): boolean {
  const seen = new Set([start]);
  for (const id of seen) for (const next of after.get(id) ?? []) seen.add(next);
  return seen.has(end);
}

function put(groups: Map<string, string[]>, key: string, value: string) {
  groups.set(key, [...(groups.get(key) ?? []), value]);
}
