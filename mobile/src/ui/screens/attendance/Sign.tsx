/** The person at the door signs on the glass; the phone goes on to the next who has not. */
import { hereIn } from '../../../core/sittings';
import { words } from '../../../i18n';
import { useDraft } from '../../live/draft';
import { useRows } from '../../live/rows';
import { type Meeting, MeetingFrame, NotFound } from '../../parts/MeetingFrame';
import { SignaturePad } from '../../parts/SignaturePad';
import { strokesOf } from '../../parts/strokes';
import { replace, up } from '../../router';
import { type Attendee, byName } from './people';

export function Sign({ meeting, id }: { readonly meeting: string; readonly id: string }) {
  return (
    <MeetingFrame id={meeting} title={words().door.signTitle} back={`/m/${meeting}/hadir`}>
      {(row) => <Found meeting={row} id={id} />}
    </MeetingFrame>
  );
}

function Found({ meeting, id }: { readonly meeting: Meeting; readonly id: string }) {
  const rows = useRows('attendance', { meeting: meeting.id });
  const sittings = useRows('session', { meeting: meeting.id });
  if (!rows || !sittings) return null;
  const row = rows.find((each) => each.id === id);
  if (!row) return <NotFound />;
  const here = hereIn(sittings);
  const waiting = byName(rows.filter(({ doc }) => !doc.signature && here(doc)));
  const others = waiting.filter((each) => each.id !== id);
  const next = others.find((each) => byName([row, each])[0] === row) ?? others[0];
  return <Pad row={row} next={next} left={others.length} />;
}

interface PadProps {
  readonly row: Attendee;
  readonly next: Attendee | undefined;
  readonly left: number;
}

function Pad({ row, next, left }: PadProps) {
  const t = words();
  const draft = useDraft({ kind: 'attendance', village: row.village, row });
  const list = `/m/${row.doc.meeting}/hadir`;
  const signed = Boolean(draft.doc.signature);

  /** Nobody is sent on before their signature is on the disk. */
  async function keep(leave: () => void) {
    await draft.flush();
    if (draft.cue('signature') !== 'bad') leave();
  }

  return (
    <>
      <div>
        <h2>{row.doc.name}</h2>
        <p class="soft">
          {[t.terms.elements[row.doc.element ?? 'lain'], row.doc.hamlet]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <SignaturePad
        strokes={strokesOf(draft.doc.signature)}
        onStrokes={(signature) =>
          draft.type('signature', signature.length > 0 ? signature.map((s) => [...s]) : null)
        }
      />
      {next && (
        <button
          type="button"
          class="button main"
          onClick={() => void keep(() => replace(`${list}/${next.id}/ttd`))}
        >
          {signed ? t.door.signNext : t.door.signSkip}
        </button>
      )}
      <button
        type="button"
        class={next ? 'button' : 'button main'}
        onClick={() => void keep(() => up(list))}
      >
        {t.door.signDone}
      </button>
      {left > 0 && <p class="soft small">{t.door.signLeft(left)}</p>}
    </>
  );
}
