import { composition } from '../../../core/rules';
import { useRows } from '../../live/rows';

/** How many may have voted: those present who have a part in the decision. */
export function usePresent(meeting: string): number {
  const people = useRows('attendance', { meeting }) ?? [];
  const tallies = useRows('attendance_tally', { meeting }) ?? [];
  return composition(
    people.map(({ doc }) => doc),
    tallies.map(({ doc }) => doc),
  ).deciding;
}
