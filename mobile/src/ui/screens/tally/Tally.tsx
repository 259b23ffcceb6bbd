/** Counting from the paper sheet: men and women of each element, and a photo of the sheet. */
import { ELEMENTS, type Element } from '../../../core/records';
import { words } from '../../../i18n';
import { type RowOf, useRows } from '../../live/rows';
import { store } from '../../live/store';
import { type Meeting, MeetingFrame } from '../../parts/MeetingFrame';
import { say } from '../../parts/toast';
import { Counters } from '../attendance/Counters';
import { PhotoKeys } from '../photos/PhotoKeys';
import { Stepper } from './Stepper';

export function Tally({ meeting }: { readonly meeting: string }) {
  return (
    <MeetingFrame
      id={meeting}
      title={words().meeting.attendance.tallyMode}
      back={`/m/${meeting}/hadir`}
      about={['attendance_tally']}
    >
      {(row) => <Sheet meeting={row} />}
    </MeetingFrame>
  );
}

type TallyRow = RowOf<'attendance_tally'>;

function Sheet({ meeting }: { readonly meeting: Meeting }) {
  const t = words();
  const people = useRows('attendance', { meeting: meeting.id });
  const rows = useRows('attendance_tally', { meeting: meeting.id });
  if (!people || !rows) return null;
  return (
    <>
      <Counters meeting={meeting} rows={people} />
      <p class="soft">{t.meeting.attendance.tallyIntro}</p>
      <section>
        <h2 class="section-title">{t.meeting.attendance.tallySheet}</h2>
        <PhotoKeys
          hook={{ village: meeting.village, on: { meeting: meeting.id } }}
          purpose="attendance_sheet"
        />
      </section>
      <ul class="rows">
        {ELEMENTS.map((element) => (
          <li class="tally" key={element}>
            <strong>{t.terms.elements[element]}</strong>
            {(['L', 'P'] as const).map((gender) => (
              <Stepper
                key={gender}
                short={gender}
                label={`${t.terms.elements[element]}, ${t.terms.gender[gender]}`}
                value={counted(rows, element, gender)}
                onValue={(present) => void count(meeting, rows, { element, gender, present })}
              />
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}

function of(rows: readonly TallyRow[], element: Element, gender: string) {
  return rows.filter(({ doc }) => doc.element === element && doc.gender === gender);
}

function counted(rows: readonly TallyRow[], element: Element, gender: string): number {
  return of(rows, element, gender).reduce((sum, { doc }) => sum + (doc.present ?? 0), 0);
}

interface Count {
  readonly element: Element;
  readonly gender: 'L' | 'P';
  readonly present: number;
}

/** Two phones may each have counted; what this one changes is the first of the rows, by the difference. */
async function count(meeting: Meeting, rows: readonly TallyRow[], wanted: Count): Promise<void> {
  const [first, ...rest] = of(rows, wanted.element, wanted.gender);
  const others = rest.reduce((sum, { doc }) => sum + (doc.present ?? 0), 0);
  const present = Math.max(0, wanted.present - others);
  const { id, village, doc } = meeting;
  try {
    await store().saveMany([
      {
        kind: 'attendance_tally',
        village,
        id: first?.id ?? null,
        set: first ? { present } : { meeting: id, ...wanted, present },
      },
      ...(doc.attendance_mode === 'tally'
        ? []
        : [{ kind: 'meeting' as const, village, id, set: { attendance_mode: 'tally' } }]),
    ]);
  } catch {
    say(words().errors.disk);
  }
}
