/** A day and an hour that belong together, or the hour alone where the day is known. */
import { useState } from 'preact/hooks';
import { dateIn, momentOf, timeIn } from '../format';
import type { Cue } from './Field';
import { TextField } from './inputs';

interface MomentProps {
  /** Left out: only the hour is asked. */
  readonly dateLabel?: string;
  readonly timeLabel: string;
  readonly value: string | undefined;
  /** The day of an hour that is typed while there is none yet. */
  readonly day: string;
  readonly zone: string;
  readonly cue?: Cue;
  /** What speaks against a moment. The office would refuse it, so it stays on the glass and is not kept. */
  readonly wrong: (moment: string) => string | undefined;
  readonly onMoment: (moment: string | null) => void;
}

export function Moment(props: MomentProps) {
  const { dateLabel, timeLabel, value, day, zone, cue, wrong, onMoment } = props;
  const [refused, setRefused] = useState<string | null>(null);
  const at = refused ?? value;

  function tell(date: string, time: string) {
    if (!date || !time) return onMoment(null);
    const moment = momentOf(date, time, zone);
    const bad = wrong(moment) !== undefined;
    setRefused(bad ? moment : null);
    if (!bad) onMoment(moment);
  }

  const hour = (
    <TextField
      label={timeLabel}
      type="time"
      value={timeIn(at, zone)}
      error={refused ? wrong(refused) : undefined}
      {...(!dateLabel && { cue })}
      onValue={(time) => tell(dateIn(at, zone) || day, time)}
    />
  );
  if (!dateLabel) return hour;
  return (
    <div class="row">
      <TextField
        label={dateLabel}
        type="date"
        value={dateIn(at, zone)}
        cue={cue}
        onValue={(date) => tell(date, timeIn(at, zone) || '09:00')}
      />
      {hour}
    </div>
  );
}
