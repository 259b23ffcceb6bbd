/** When somebody came and left: the tap at the door told the first, and both can be corrected. */
import { isBefore } from '../../../core/sittings';
import { words } from '../../../i18n';
import { dateIn, nowIn } from '../../format';
import { nowHere } from '../../live/clock';
import type { Draft } from '../../live/draft';
import { zoneOf } from '../../live/session';
import { Moment } from '../../parts/Moment';

interface HoursProps {
  readonly draft: Draft<'attendance'>;
  readonly village: string;
}

export function Hours({ draft, village }: HoursProps) {
  const t = words().door;
  const zone = zoneOf(village);
  const { arrived_at, left_at } = draft.doc;
  const day = dateIn(arrived_at ?? left_at, zone) || nowIn(zone).date;
  const early = (from: string | undefined, to: string | undefined) =>
    isBefore(to, from) ? t.leftEarly : undefined;
  return (
    <>
      <div class="row">
        <Moment
          timeLabel={t.arrived}
          value={arrived_at}
          day={day}
          zone={zone}
          cue={draft.cue('arrived_at')}
          wrong={(moment) => early(moment, left_at)}
          onMoment={(moment) => draft.put({ arrived_at: moment })}
        />
        <Moment
          timeLabel={t.left}
          value={left_at}
          day={day}
          zone={zone}
          cue={draft.cue('left_at')}
          wrong={(moment) => early(arrived_at, moment)}
          onMoment={(moment) => draft.put({ left_at: moment })}
        />
      </div>
      {!left_at && (
        <button
          type="button"
          class="button small"
          onClick={() => draft.put({ left_at: nowHere(village) })}
        >
          {t.leavesNow}
        </button>
      )}
    </>
  );
}
