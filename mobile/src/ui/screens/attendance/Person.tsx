/** One person's data: corrected, excused, representing somebody, or signing on the glass. */
import { standing } from '../../../core/sittings';
import { words } from '../../../i18n';
import { nowHere } from '../../live/clock';
import { useDraft } from '../../live/draft';
import { hamletsOf } from '../../live/hamlets';
import { removed } from '../../live/remove';
import { useRow, useRows } from '../../live/rows';
import { BoundChoice, BoundSelect, BoundText } from '../../parts/bound';
import { Icon } from '../../parts/Icon';
import { type Meeting, MeetingFrame, NotFound } from '../../parts/MeetingFrame';
import { SignatureView } from '../../parts/SignaturePad';
import { strokesOf } from '../../parts/strokes';
import { replace } from '../../router';
import { Hours } from './Hours';
import type { Attendee } from './people';
import { Representative } from './Representative';
import { Vulnerable } from './Vulnerable';

export function Person({ meeting, id }: { readonly meeting: string; readonly id: string }) {
  return (
    <MeetingFrame
      id={meeting}
      title={words().meeting.attendance.editTitle}
      back={`/m/${meeting}/hadir`}
    >
      {(row) => <Found meeting={row} id={id} />}
    </MeetingFrame>
  );
}

function Found({ meeting, id }: { readonly meeting: Meeting; readonly id: string }) {
  const row = useRow('attendance', id, { meeting: meeting.id });
  if (row === undefined) return null;
  return row ? <Form row={row} /> : <NotFound />;
}

function Form({ row }: { readonly row: Attendee }) {
  const t = words();
  const a = t.meeting.attendance;
  const draft = useDraft({ kind: 'attendance', village: row.village, row });
  const others = useRows('attendance', { meeting: row.doc.meeting ?? '' }) ?? [];
  const sittings = useRows('session', { meeting: row.doc.meeting ?? '' }) ?? [];
  const status = draft.doc.status ?? 'invited';
  const came = status === 'present' || status === 'represented';
  const { running } = standing(sittings);
  return (
    <>
      <BoundText draft={draft} field="name" label={a.name} max={120} />
      <BoundChoice
        draft={draft}
        field="gender"
        label={a.gender}
        table={t.terms.gender}
        keys={['L', 'P']}
      />
      <BoundChoice
        draft={draft}
        field="status"
        label={a.status}
        table={t.terms.presence}
        otherwise="invited"
      />
      {(status === 'excused' || status === 'absent') && (
        <BoundText draft={draft} field="reason" label={a.reason} />
      )}
      {status === 'represented' && (
        <BoundText draft={draft} field="represents" label={a.represents} max={120} />
      )}
      {came && <Hours draft={draft} village={row.village} />}
      {!came && <Representative row={row} sittings={sittings} />}
      <BoundChoice
        draft={draft}
        field="element"
        label={a.element}
        table={t.terms.elements}
        otherwise="lain"
      />
      <BoundText
        draft={draft}
        field="hamlet"
        label={a.hamlet}
        max={80}
        list={hamletsOf(row.village, others)}
      />
      <details class="more">
        <summary>{t.common.more}</summary>
        <div class="stack">
          <BoundText draft={draft} field="position" label={a.position} max={120} />
          <div class="row">
            <BoundText draft={draft} field="rt" label={a.rt} max={5} />
            <BoundText draft={draft} field="rw" label={a.rw} max={5} />
          </div>
          <BoundText draft={draft} field="phone" label={a.phone} max={25} mode="tel" />
          <BoundSelect draft={draft} field="capacity" label={a.capacity} table={t.terms.capacity} />
          <Vulnerable
            value={draft.doc.vulnerable ?? []}
            onValue={(vulnerable) => draft.put({ vulnerable })}
          />
        </div>
      </details>
      {draft.doc.signature && (
        <SignatureView strokes={strokesOf(draft.doc.signature)} label={a.sign} />
      )}
      {came && (
        <a class="button" href={`#/m/${row.doc.meeting}/hadir/${row.id}/ttd`}>
          <Icon name="pen" size={20} /> {a.sign}
        </a>
      )}
      {status === 'invited' && (
        <button
          type="button"
          class="button main"
          onClick={() =>
            draft.put({
              status: 'present',
              arrived_at: nowHere(row.village),
              ...(running && { sessions: [running.id] }),
            })
          }
        >
          {t.terms.presence.present}
        </button>
      )}
      <button
        type="button"
        class="button danger"
        onClick={() => {
          replace(`/m/${row.doc.meeting}/hadir`);
          void removed(row, row.doc.name ?? '');
        }}
      >
        <Icon name="bin" size={20} /> {t.common.remove}
      </button>
    </>
  );
}
