/** A place for each signature under the record, in the order in which they are given. */
import { useState } from 'preact/hooks';
import { usualSigners } from '../../../core/completeness';
import type { SignatureRole } from '../../../core/records';
import { words } from '../../../i18n';
import { longMoment } from '../../format';
import { removed } from '../../live/remove';
import type { RowOf } from '../../live/rows';
import { zoneOf } from '../../live/session';
import { Note } from '../../parts/bits';
import { Icon } from '../../parts/Icon';
import type { Meeting } from '../../parts/MeetingFrame';
import { SignatureView } from '../../parts/SignaturePad';
import { strokesOf } from '../../parts/strokes';
import type { Changes } from '../record/useChanged';
import { SignForm } from './SignForm';

interface SlotsProps {
  readonly meeting: Meeting;
  readonly rows: readonly RowOf<'signature'>[];
  readonly changes: Changes;
}

export function Slots({ meeting, rows, changes }: SlotsProps) {
  const t = words();
  const s = t.meeting.signatures;
  const [open, setOpen] = useState<SignatureRole | null>(null);
  const usual = usualSigners(meeting.doc);
  const others = rows.filter(({ doc: { role } }) => !role || !usual.includes(role));
  const form = (role: SignatureRole) => (
    <SignForm meeting={meeting} role={role} onClose={() => setOpen(null)} />
  );
  const signed = (row: RowOf<'signature'>) => (
    <Signed key={row.id} meeting={meeting} row={row} changed={changes.has(row.id)} />
  );
  return (
    <>
      {usual.map((role) => {
        const given = rows.filter(({ doc }) => doc.role === role);
        return (
          <section class="card stack" key={role} aria-label={t.terms.signers[role]}>
            <h2>{t.terms.signers[role]}</h2>
            {given.map(signed)}
            {given.length === 0 && open !== role && (
              <button
                type="button"
                class="button"
                aria-label={`${s.sign}: ${t.terms.signers[role]}`}
                onClick={() => setOpen(role)}
              >
                <Icon name="pen" size={20} /> {s.sign}
              </button>
            )}
            {open === role && form(role)}
          </section>
        );
      })}
      <section class="card stack" aria-label={t.terms.signers.participant}>
        <h2>{t.terms.signers.participant}</h2>
        {others.map(signed)}
        {open === 'participant' || open === 'witness' ? (
          form(open)
        ) : (
          <div class="row">
            <button type="button" class="button" onClick={() => setOpen('participant')}>
              {s.addParticipant}
            </button>
            <button type="button" class="button" onClick={() => setOpen('witness')}>
              {s.addWitness}
            </button>
          </div>
        )}
      </section>
      <p class="soft small">{s.keyboard}</p>
    </>
  );
}

interface SignedProps {
  readonly meeting: Meeting;
  readonly row: RowOf<'signature'>;
  readonly changed: boolean;
}

function Signed({ meeting, row, changed }: SignedProps) {
  const t = words();
  const [again, setAgain] = useState(false);
  const { role = 'participant', name = '', position, strokes, signed_at } = row.doc;
  if (again) {
    return <SignForm meeting={meeting} role={role} again={row} onClose={() => setAgain(false)} />;
  }
  return (
    <div class="stack tight">
      <SignatureView
        strokes={strokesOf(strokes)}
        label={`${t.meeting.signatures.title}: ${name}`}
      />
      <p>
        <strong>{name}</strong> {position && <span class="soft">{position}</span>}
        {!position && role !== 'participant' && <span class="soft">{t.terms.signers[role]}</span>}
      </p>
      {signed_at && (
        <p class="soft small">
          {t.meeting.signatures.signed(longMoment(signed_at, zoneOf(row.village)))}
        </p>
      )}
      {changed && (
        <Note tone="wait" icon="warning">
          <p>{t.closing.before}</p>
          <button
            type="button"
            class="button small"
            aria-label={`${t.closing.again}: ${name}`}
            onClick={() => setAgain(true)}
          >
            <Icon name="pen" size={20} /> {t.closing.again}
          </button>
        </Note>
      )}
      <button type="button" class="button small danger" onClick={() => void removed(row, name)}>
        {t.common.remove}
      </button>
    </div>
  );
}
