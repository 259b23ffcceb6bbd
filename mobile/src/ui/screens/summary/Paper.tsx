/** The official record as it will be printed, with its signatures and its tables. */
import { usualSigners } from '../../../core/completeness';
import { official, words } from '../../../i18n';
import { practice } from '../../live/practice';
import { areaOf, villageName, zoneOf } from '../../live/session';
import type { Meeting } from '../../parts/MeetingFrame';
import type { Gathered } from '../record/file';
import type { RecordText } from '../record/record';
import type { Part } from '../record/seal';
import { ActivityTable, AttendanceTable } from './Attachments';
import { Signatories } from './Signatories';

interface PaperProps {
  readonly meeting: Meeting;
  readonly gathered: Gathered;
  readonly text: RecordText;
  /** What was changed after somebody signed. */
  readonly changed: readonly Part[];
}

/** A table of one cell: the only footer that every browser repeats on each sheet, with room kept for it. */
export function Paper({ meeting, gathered, text, changed }: PaperProps) {
  const { file, signatures } = gathered;
  return (
    <article class="paper" lang="id" aria-label={words().summary.record}>
      <table class="record-sheet" role="presentation">
        <tfoot class="on-paper">
          <tr>
            <td class="record-foot">
              {[practice() && official().practice.banner, text.title, text.drawnUp]
                .filter(Boolean)
                .join(' · ')}
            </td>
          </tr>
        </tfoot>
        <tbody>
          <tr>
            <td class="record-body">
              <div class="leaf">
                <Head text={text} />
                <p>{text.opening}</p>
                {text.sections.map(({ title, lines }) => (
                  <div key={title}>
                    <p class="head">
                      <strong>{title}</strong>
                    </p>
                    {lines.map((line) => (
                      <p class="indent" key={line}>
                        {line}
                      </p>
                    ))}
                  </div>
                ))}
                <p>{text.closing}</p>
                <Signatories
                  usual={usualSigners(meeting.doc)}
                  drawnUp={text.drawnUp}
                  signatures={signatures}
                  changed={changed}
                />
              </div>
              <ActivityTable gathered={gathered} />
              <AttendanceTable meeting={meeting} file={file} />
            </td>
          </tr>
        </tbody>
      </table>
    </article>
  );
}

function Head({ text }: { readonly text: RecordText }) {
  return (
    <>
      <h3>{text.title}</h3>
      {text.area && <p class="center">{text.area}</p>}
      <p class="center">{text.number}</p>
    </>
  );
}

/** What the office told about the village, for the record. */
export function placed({ village }: Meeting) {
  return { village: villageName(village), area: areaOf(village), zone: zoneOf(village) };
}
