/** What is missing, how the official record will read, and handing it in. */
import { completeness, type Missing } from '../../../core/completeness';
import { words } from '../../../i18n';
import { areaOf, villageName, zoneOf } from '../../live/session';
import { LinkLine, Note } from '../../parts/bits';
import { Icon } from '../../parts/Icon';
import { type Meeting, MeetingFrame } from '../../parts/MeetingFrame';
import { useFile } from './file';
import { HandIn } from './HandIn';
import { Publicity } from './Publicity';
import { officialRecord, type RecordText } from './record';

export function Summary({ meeting }: { readonly meeting: string }) {
  return (
    <MeetingFrame
      id={meeting}
      title={words().summary.title}
      back={`/m/${meeting}`}
      about={['meeting']}
      whenClosed="nothing"
    >
      {(row) => <Sheet meeting={row} />}
    </MeetingFrame>
  );
}

function Sheet({ meeting }: { readonly meeting: Meeting }) {
  const t = words().summary;
  const gathered = useFile(meeting);
  if (!gathered) return null;
  const { file, items } = gathered;
  const handedIn = !['planned', 'held', 'returned'].includes(meeting.doc.status ?? 'planned');
  const zone = zoneOf(meeting.village);
  const text = officialRecord({
    file,
    items,
    zone,
    village: villageName(meeting.village),
    area: areaOf(meeting.village),
  });
  return (
    <>
      {handedIn && <HandIn meeting={meeting} />}
      <MissingList meeting={meeting.id} missing={completeness(file)} />
      {!handedIn && <HandIn meeting={meeting} />}
      <Publicity meeting={meeting} />
      <RecordView text={text} />
      <button type="button" class="button no-print" onClick={() => print()}>
        <Icon name="page" size={20} /> {t.print}
      </button>
    </>
  );
}

/** Where each missing thing is filled in. */
const PLACE: Readonly<Record<Missing, string>> = {
  invitation: 'data',
  place_and_time: 'data',
  chair: 'data',
  minute_taker: 'data',
  rules: 'data',
  attendance: 'hadir',
  quorum: 'hadir',
  elements: 'hadir',
  attendance_signed: 'foto',
  agenda: 'bahas',
  minutes: 'bahas',
  decisions: 'bahas',
  reasons: 'bahas',
  summary: 'data',
  signature_chair: 'ttd',
  signature_village_head: 'ttd',
  signature_participant: 'ttd',
  photo: 'foto',
  publicity: 'ringkasan',
};

function MissingList({ meeting, missing }: { meeting: string; missing: readonly Missing[] }) {
  const t = words();
  if (missing.length === 0) {
    return (
      <Note tone="good" icon="check">
        {t.summary.complete}
      </Note>
    );
  }
  return (
    <section class="no-print">
      <h2 class="section-title">
        {t.summary.missing} ({missing.length})
      </h2>
      <p class="soft small">{t.summary.missingNote}</p>
      <ul class="rows">
        {missing.map((what) => (
          <li key={what}>
            <LinkLine
              href={`/m/${meeting}/${PLACE[what]}`}
              icon="warning"
              title={t.missing[what]}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

function RecordView({ text }: { readonly text: RecordText }) {
  const t = words().summary;
  return (
    <section>
      <h2 class="section-title no-print">{t.record}</h2>
      <article class="paper" lang="id" aria-label={t.record}>
        <h3>{text.title}</h3>
        {text.area && <p class="center">{text.area}</p>}
        <p class="center">{text.number}</p>
        <p>{text.opening}</p>
        {text.sections.map(({ title, lines }) => (
          <div key={title}>
            <p>
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
      </article>
    </section>
  );
}
