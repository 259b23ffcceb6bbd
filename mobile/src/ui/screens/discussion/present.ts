import { composition } from '../../../core/rules';
import { useRows } from '../../live/rows';

/** How many may have voted: those present who have a part in the decision. undefined while the phone is reading. */
export function usePresent(meeting: string): number | undefined {
  const people = useRows('attendance', { meeting });
  const tallies = useRows('attendance_tally', { meeting });
  if (!people || !tallies) return undefined;
  return composition(
    people.map(({ doc }) => doc),
    tallies.map(({ doc }) => doc),
  ).deciding;
}
