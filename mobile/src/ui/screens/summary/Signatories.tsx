/** The signatures at the foot of the record; where one is missing, a line to sign on paper. */
import type { SignatureRole } from '../../../core/records';
import { official } from '../../../i18n';
import type { RowOf } from '../../live/rows';
import { SignatureView } from '../../parts/SignaturePad';
import { strokesOf } from '../../parts/strokes';
import type { Part } from '../record/seal';

type Signature = RowOf<'signature'>;

/** Lines for participants where none has signed yet. */
const PARTICIPANTS = 3;

interface SignatoriesProps {
  /** Who signs one by one, before the participants. */
  readonly usual: readonly SignatureRole[];
  readonly drawnUp: string;
  readonly signatures: readonly Signature[];
  readonly changed: readonly Part[];
}

export function Signatories({ usual, drawnUp, signatures, changed }: SignatoriesProps) {
  const by = (role: SignatureRole) => signatures.filter(({ doc }) => doc.role === role);
  const participants = by('participant');
  const blank = Array.from({ length: Math.max(0, PARTICIPANTS - participants.length) });
  const witnesses = signatures.filter(
    ({ doc: { role = 'witness' } }) => role !== 'participant' && !usual.includes(role),
  );
  return (
    <div class="signatories">
      <p class="center">{drawnUp}</p>
      <ul>
        {usual.flatMap((role) => {
          const given: readonly (Signature | undefined)[] = by(role);
          return (given.length > 0 ? given : [undefined]).map((row) => (
            <One key={row?.id ?? role} title={official().terms.signers[role]} row={row} />
          ));
        })}
      </ul>
      <p class={participants.length > 0 ? 'head' : 'head on-paper'}>
        Mengetahui dan menyetujui, wakil peserta:
      </p>
      <ul>
        {[...participants, ...blank.map(() => undefined)].map((row, at) => (
          <One key={row?.id ?? at} title={`${at + 1}.`} row={row} />
        ))}
      </ul>
      {witnesses.length > 0 && (
        <>
          <p class="head">Saksi:</p>
          <ul>
            {witnesses.map((row) => (
              <One key={row.id} title={row.doc.position ?? ''} row={row} />
            ))}
          </ul>
        </>
      )}
      {changed.length > 0 && (
        <p class="small">
          Diubah setelah ditandatangani:{' '}
          {changed.map((part) => official().closing.part[part].toLowerCase()).join(', ')}.
        </p>
      )}
    </div>
  );
}

function One({ title, row }: { readonly title: string; readonly row: Signature | undefined }) {
  const { name = '', position, strokes } = row?.doc ?? {};
  return (
    <li class={row ? '' : 'on-paper'}>
      <span>{title}</span>
      {row ? (
        <SignatureView strokes={strokesOf(strokes)} label={`Tanda tangan ${name}`} />
      ) : (
        <span class="blank" />
      )}
      <span class="name">{name || '(…………………………)'}</span>
      {position && position !== title && <span class="small">{position}</span>}
    </li>
  );
}
