/** The letter and the list that goes with it, as they come out of the printer. */

import { official, words } from '../../../i18n';
import type { Attendee } from '../attendance/people';
import { EVERYBODY, type Letter, numbered } from './letter';

interface PaperProps {
  readonly letter: Letter;
  readonly to?: string;
}

export function LetterPaper({ letter, to = EVERYBODY }: PaperProps) {
  return (
    <article class="paper" lang="id" aria-label={words().invitation.letter}>
      <header class="letter-head">
        {letter.head.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </header>
      <p class="letter-date">{letter.dated}</p>
      <Pairs pairs={letter.facts} />
      <p>
        Kepada Yth.
        <br />
        <strong>{to}</strong>
        <br />
        di Tempat
      </p>
      <p>{letter.opening}</p>
      <Pairs pairs={letter.when} />
      {letter.agenda.length > 0 && (
        <div>
          <p>Susunan acara:</p>
          {numbered(letter.agenda).map((line) => (
            <p class="indent" key={line}>
              {line}
            </p>
          ))}
        </div>
      )}
      <p>{letter.closing}</p>
      <p class="letter-sign">
        {letter.signer.position}
        <span>{letter.signer.name}</span>
      </p>
      <div class="small">
        <p>Tembusan:</p>
        {numbered(letter.copies).map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </article>
  );
}

function Pairs({ pairs }: { readonly pairs: Letter['when'] }) {
  return (
    <dl class="letter-facts">
      {pairs.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>: {value}</dd>
        </div>
      ))}
    </dl>
  );
}

const COLUMNS = ['No', 'Nama', 'Unsur/jabatan', 'Dusun', 'L/P', 'Tanggal terima', 'Paraf'];

interface SheetProps {
  readonly title: Letter;
  readonly guests: readonly Attendee[];
}

/** On paper only: seven columns are too many for the glass, where the list is on its own screen. */
export function GuestSheet({ title, guests }: SheetProps) {
  return (
    <article class="paper print-only" lang="id">
      <h3>Daftar {title.facts.at(-1)?.[1]}</h3>
      <table class="sheet">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column}>{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {guests.map(({ id: guest, doc }, at) => (
            <tr key={guest}>
              <td>{at + 1}</td>
              <td>{doc.name}</td>
              <td>
                {[official().terms.elements[doc.element ?? 'lain'], doc.position]
                  .filter(Boolean)
                  .join(', ')}
              </td>
              <td>{doc.hamlet}</td>
              <td>{doc.gender === 'unknown' ? '' : doc.gender}</td>
              <td />
              <td />
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  );
}
