/** One sitting: when, where, how it ended. Corrected here when the phone's clock or a tap was wrong. */
import { isBefore } from '../../../core/sittings';
import { words } from '../../../i18n';
import { dateIn, nowIn } from '../../format';
import { type Draft, useDraft } from '../../live/draft';
import { hamletsOf } from '../../live/hamlets';
import { removed } from '../../live/remove';
import { type RowOf, useRow } from '../../live/rows';
import { zoneOf } from '../../live/session';
import { BoundChoice, BoundLong, BoundText } from '../../parts/bound';
import { Icon } from '../../parts/Icon';
import { type Meeting, MeetingFrame, NotFound } from '../../parts/MeetingFrame';
import { Moment } from '../../parts/Moment';
import { replace } from '../../router';
import { begin } from './actions';

export function Sitting({ meeting, id }: { readonly meeting: string; readonly id: string }) {
  return (
    <MeetingFrame id={meeting} title={words().sittings.title} back={`/m/${meeting}/sidang`}>
      {(row) => <Found meeting={row} id={id} />}
    </MeetingFrame>
  );
}

function Found({ meeting, id }: { readonly meeting: Meeting; readonly id: string }) {
  const row = useRow('session', id, { meeting: meeting.id });
  if (row === undefined) return null;
  return row ? <Form meeting={meeting} row={row} /> : <NotFound />;
}

function Form({ meeting, row }: { readonly meeting: Meeting; readonly row: RowOf<'session'> }) {
  const t = words();
  const s = t.sittings;
  const draft = useDraft({ kind: 'session', village: row.village, row });
  const { started_at } = draft.doc;
  return (
    <>
      {!started_at && (
        <button
          type="button"
          class="button main"
          onClick={() => void draft.flush().then(() => begin(meeting, row))}
        >
          {s.begin}
        </button>
      )}
      <Hours draft={draft} village={row.village} />
      <BoundText
        draft={draft}
        field="place"
        label={s.place}
        hint={s.placeHint}
        list={hamletsOf(row.village)}
      />
      <BoundChoice
        draft={draft}
        field="outcome"
        label={s.outcome}
        table={s.outcomes}
        otherwise="held"
      />
      <BoundLong draft={draft} field="note" label={s.remark} max={2000} />
      <button
        type="button"
        class="button danger"
        onClick={() => {
          replace(`/m/${meeting.id}/sidang`);
          void removed(row, draft.doc.place ?? s.title);
        }}
      >
        <Icon name="bin" size={20} /> {t.common.remove}
      </button>
    </>
  );
}

function Hours({ draft, village }: { draft: Draft<'session'>; village: string }) {
  const s = words().sittings;
  const zone = zoneOf(village);
  const { started_at, ended_at } = draft.doc;
  const day = dateIn(started_at ?? ended_at, zone) || nowIn(zone).date;
  return (
    <>
      <Moment
        dateLabel={s.startDate}
        timeLabel={s.startTime}
        value={started_at}
        day={day}
        zone={zone}
        cue={draft.cue('started_at')}
        wrong={(moment) => (isBefore(ended_at, moment) ? s.endsEarly : undefined)}
        onMoment={(moment) => draft.put({ started_at: moment })}
      />
      <Moment
        dateLabel={s.endDate}
        timeLabel={s.endTime}
        value={ended_at}
        day={day}
        zone={zone}
        cue={draft.cue('ended_at')}
        wrong={(moment) => (isBefore(moment, started_at) ? s.endsEarly : undefined)}
        onMoment={(moment) => draft.put({ ended_at: moment })}
      />
    </>
  );
}
