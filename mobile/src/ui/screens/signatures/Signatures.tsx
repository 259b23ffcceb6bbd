/** Signatures under the official record: chair, village head, minute taker, participants. */
import { useState } from 'preact/hooks';
import type { SignatureRole } from '../../../core/records';
import { words } from '../../../i18n';
import { longMoment } from '../../format';
import { removed } from '../../live/remove';
import { type RowOf, useRows } from '../../live/rows';
import { zoneOf } from '../../live/session';
import { Icon } from '../../parts/Icon';
import { type Meeting, MeetingFrame } from '../../parts/MeetingFrame';
import { SignatureView } from '../../parts/SignaturePad';
import { strokesOf } from '../../parts/strokes';
import { SignForm } from './SignForm';

export function Signatures({ meeting }: { readonly meeting: string }) {
  return (
    <MeetingFrame
      id={meeting}
      title={words().meeting.signatures.title}
      back={`/m/${meeting}`}
      about={['signature']}
    >
      {(row) => <Slots meeting={row} />}
    </MeetingFrame>
  );
}

const ONE_EACH = ['chair', 'village_head', 'minute_taker'] as const;

function Slots({ meeting }: { readonly meeting: Meeting }) {
  const t = words();
  const s = t.meeting.signatures;
  const rows = useRows('signature', { meeting: meeting.id });
  const [open, setOpen] = useState<SignatureRole | null>(null);
  if (!rows) return null;
  const others = rows.filter(({ doc }) => !ONE_EACH.some((role) => role === doc.role));
  const form = (role: SignatureRole) => (
    <SignForm meeting={meeting} role={role} onClose={() => setOpen(null)} />
  );
  return (
    <>
      <p class="soft">{s.intro}</p>
      {ONE_EACH.map((role) => {
        const signed = rows.filter(({ doc }) => doc.role === role);
        return (
          <section class="card stack" key={role} aria-label={t.terms.signers[role]}>
            <h2>{t.terms.signers[role]}</h2>
            {signed.map((row) => (
              <Signed key={row.id} row={row} />
            ))}
            {signed.length === 0 && open !== role && (
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
        {others.map((row) => (
          <Signed key={row.id} row={row} />
        ))}
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

function Signed({ row }: { readonly row: RowOf<'signature'> }) {
  const t = words();
  const { name = '', position, strokes, signed_at } = row.doc;
  return (
    <div class="stack tight">
      <SignatureView
        strokes={strokesOf(strokes)}
        label={`${t.meeting.signatures.title}: ${name}`}
      />
      <p>
        <strong>{name}</strong> {position && <span class="soft">{position}</span>}
      </p>
      {signed_at && (
        <p class="soft small">
          {t.meeting.signatures.signed(longMoment(signed_at, zoneOf(row.village)))}
        </p>
      )}
      <button type="button" class="button small danger" onClick={() => void removed(row, name)}>
        {t.common.remove}
      </button>
    </div>
  );
}
