/** What is attached to the record: the adopted activities, and, on paper only, who was there. */
import type { AttendanceDoc } from '../../../core/records';
import { official } from '../../../i18n';
import type { Meeting } from '../../parts/MeetingFrame';
import { SignatureView } from '../../parts/SignaturePad';
import { strokesOf } from '../../parts/strokes';
import type { Gathered } from '../record/file';
import { activities, attendanceList } from '../record/tables';

export function ActivityTable({ gathered }: { readonly gathered: Gathered }) {
  const { lines, total, inWords } = activities(gathered);
  if (lines.length === 0) return null;
  return (
    <section class="attachment">
      <h3>Lampiran 1. Daftar kegiatan yang disepakati</h3>
      <table class="lined">
        <thead>
          <tr>
            <th scope="col">No</th>
            <th scope="col">Kegiatan</th>
            <th scope="col">Lokasi</th>
            <th scope="col">Volume</th>
            <th scope="col">Jumlah</th>
            <th scope="col">Sumber dana</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ name, account, place, volume, amount, sources }, at) => (
            <tr key={`${at} ${name}`}>
              <td>{at + 1}</td>
              <td data-label="Kegiatan">{[account, name].filter(Boolean).join(' ')}</td>
              <td data-label="Lokasi">{place}</td>
              <td data-label="Volume">{volume}</td>
              <td data-label="Jumlah" class="sum">
                {amount}
              </td>
              <td data-label="Sumber dana">{sources.join(', ')}</td>
            </tr>
          ))}
          <tr>
            <td colSpan={4}>Jumlah seluruhnya</td>
            <td class="sum">
              <strong>{total}</strong>
            </td>
            <td>{inWords}</td>
          </tr>
        </tbody>
      </table>
    </section>
  );
}

interface AttendanceProps {
  readonly meeting: Meeting;
  readonly file: Gathered['file'];
}

/** Names go on paper, not on a screen that is read out. */
export function AttendanceTable({ meeting, file }: AttendanceProps) {
  const people = attendanceList(file.attendance);
  if (people.length + file.tallies.length === 0) return null;
  return (
    <section class="attachment on-paper">
      <h3>Lampiran 2. Daftar hadir</h3>
      <p class="center">{meeting.doc.title}</p>
      {people.length > 0 && (
        <table class="lined">
          <thead>
            <tr>
              <th scope="col">No</th>
              <th scope="col">Nama</th>
              <th scope="col">L/P</th>
              <th scope="col">Unsur</th>
              <th scope="col">Dusun</th>
              <th scope="col">Tanda tangan</th>
            </tr>
          </thead>
          <tbody>
            {people.map((doc, at) => (
              <Present key={`${at} ${doc.name}`} number={at + 1} doc={doc} />
            ))}
          </tbody>
        </table>
      )}
      {file.tallies.length > 0 && <Counted file={file} />}
    </section>
  );
}

function Present({ number, doc }: { readonly number: number; readonly doc: AttendanceDoc }) {
  const { name = '', gender, element = 'lain', position, hamlet, represents, signature } = doc;
  const strokes = strokesOf(signature);
  return (
    <tr>
      <td>{number}</td>
      <td>{represents ? `${name} (mewakili ${represents})` : name}</td>
      <td>{gender === 'L' || gender === 'P' ? gender : ''}</td>
      <td>{position || official().terms.elements[element]}</td>
      <td>{hamlet}</td>
      <td class="sign">
        {strokes.length > 0 && <SignatureView strokes={strokes} label={`Tanda tangan ${name}`} />}
      </td>
    </tr>
  );
}

function Counted({ file }: Pick<AttendanceProps, 'file'>) {
  return (
    <table class="lined">
      <thead>
        <tr>
          <th scope="col">Unsur</th>
          <th scope="col">L/P</th>
          <th scope="col">Jumlah</th>
        </tr>
      </thead>
      <tbody>
        {file.tallies.map(({ element = 'lain', gender = 'unknown', present = 0 }) => (
          <tr key={`${element} ${gender}`}>
            <td>{official().terms.elements[element]}</td>
            <td>{gender === 'unknown' ? '' : gender}</td>
            <td class="sum">{present}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
