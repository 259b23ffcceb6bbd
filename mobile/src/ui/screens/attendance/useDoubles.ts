/** Names that may be one person, looked for when the taps pause; what was said of them stays on this phone. */
import { useEffect, useState } from 'preact/hooks';
import { words } from '../../../i18n';
import { store } from '../../live/store';
import { say } from '../../parts/toast';
import { doubles, type Pair, pairKey } from './pairs';
import type { Attendee } from './people';

const PAUSE = 300;

export interface Doubles {
  readonly pairs: readonly Pair[];
  /** They are two people: this phone asks no more. */
  readonly different: (pair: Pair) => Promise<void>;
}

export function useDoubles(meeting: string, rows: readonly Attendee[]): Doubles {
  const key = `apart ${meeting}`;
  const [apart, setApart] = useState<ReadonlySet<string> | null>(null);
  const [pairs, setPairs] = useState<readonly Pair[]>([]);
  useEffect(() => {
    void store()
      .getMeta<readonly string[]>(key)
      .then((kept) => setApart(new Set(kept)));
  }, [key]);
  useEffect(() => {
    if (!apart) return;
    // A long list is never compared between a tap and its answer.
    const timer = setTimeout(() => setPairs(doubles(rows, apart)), PAUSE);
    return () => clearTimeout(timer);
  }, [rows, apart]);
  return {
    pairs,
    different: async (pair) => {
      const next = new Set([...(apart ?? []), pairKey(pair)]);
      try {
        await store().setMeta(key, [...next]);
        setApart(next);
        say(words().door.differentSaid);
      } catch {
        say(words().errors.disk);
      }
    },
  };
}
