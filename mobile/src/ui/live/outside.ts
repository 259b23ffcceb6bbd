/**
 * A few words that lie outside the records' own storage, so that they outlive it: what was on this phone
 * when it was last looked at, and which screen was open. Ids and counts only, never what was recorded.
 */

export interface LastSeen {
  /** Of the installation. */
  readonly device: string;
  readonly changes: number;
  readonly photos: number;
  /** Found to be gone, and not read by anybody yet. */
  readonly gone?: true;
}

const SEEN = 'rembuk-seen';
const PLACE = 'rembuk-place';

export const lastSeen = {
  read: () => read<LastSeen>(SEEN),
  keep: (seen: LastSeen) => keep(SEEN, seen),
  forget: () => keep(SEEN, null),
};

export interface LastPlace {
  readonly path: string;
  readonly at: number;
}

export const lastPlace = {
  read: () => read<LastPlace>(PLACE),
  keep: (place: LastPlace) => keep(PLACE, place),
};

function read<T>(key: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as T | null;
  } catch {
    return null;
  }
}

/** Where the browser allows no such storage the app only knows less about its past. */
function keep(key: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    return;
  }
}
