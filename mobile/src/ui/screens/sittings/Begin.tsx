/** The button that begins the next sitting. */
import type { Standing } from '../../../core/sittings';
import type { Meeting } from '../../parts/MeetingFrame';
import { begin } from './actions';

export interface StepProps {
  readonly meeting: Meeting;
  readonly now: Standing;
}

export function Begin({ meeting, now, label }: StepProps & { readonly label: string }) {
  return (
    <button type="button" class="button main" onClick={() => void begin(meeting, now.next)}>
      {label}
    </button>
  );
}
