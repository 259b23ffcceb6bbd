/** Who came to, or was invited to, the earlier meetings of a village. */
import { useEffect, useState } from 'preact/hooks';
import { store } from '../../live/store';
import { type Attendee, everKnown, type Known } from './people';

export interface Earlier {
  readonly rows: readonly Attendee[];
  readonly people: readonly Known[];
}

const NOBODY: Earlier = { rows: [], people: [] };

/** Read once: the past of a village does not change while somebody ticks names. */
export function useEarlier(village: string, meeting: string): Earlier {
  const [earlier, setEarlier] = useState<Earlier>(NOBODY);
  useEffect(() => {
    let gone = false;
    void store()
      .list('attendance', { village })
      .then((all) => {
        const rows = (all as readonly Attendee[]).filter((row) => row.doc.meeting !== meeting);
        if (!gone) setEarlier({ rows, people: everKnown(rows) });
      });
    return () => {
      gone = true;
    };
  }, [meeting, village]);
  return earlier;
}
