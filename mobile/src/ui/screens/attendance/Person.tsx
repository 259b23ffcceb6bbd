/** One person's data: corrected, excused, representing somebody, or signing on the glass. */
import { words } from '../../../i18n';
import { useDraft } from '../../live/draft';
import { hamletsOf } from '../../live/hamlets';
import { removed } from '../../live/remove';
import { useRow, useRows } from '../../live/rows';
import { BoundChoice, BoundSelect, BoundText } from '../../parts/bound';
import { Icon } from '../../parts/Icon';
import { type Meeting, MeetingFrame, NotFound } from '../../parts/MeetingFrame';
import { SignaturePad } from '../../parts/SignaturePad';
import { strokesOf } from '../../parts/strokes';
import { replace } from '../../router';
import { nowHere } from './actions';
import type { Attendee } from './people';

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
  const status = draft.doc.status ?? 'invited';
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
        </div>
      </details>
      <details class="more" open={Boolean(draft.doc.signature)}>
        <summary>{a.sign}</summary>
        <SignaturePad
          strokes={strokesOf(draft.doc.signature)}
          onStrokes={(signature) =>
            draft.type('signature', signature.length > 0 ? signature.map((s) => [...s]) : null)
          }
        />
      </details>
      {status === 'invited' && (
        <button
          type="button"
          class="button main"
          onClick={() => draft.put({ status: 'present', arrived_at: nowHere(row.village) })}
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
