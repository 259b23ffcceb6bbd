/** The closing page, from top to bottom: what is missing, the record as it will be printed, signatures, sending. */
import { words } from '../../../i18n';
import { Note } from '../../parts/bits';
import { Icon } from '../../parts/Icon';
import { type Meeting, MeetingFrame } from '../../parts/MeetingFrame';
import { rankable } from '../proposals/kin';
import { useWishes } from '../proposals/useWishes';
import { rankedLines } from '../record/fates';
import { useFile } from '../record/file';
import { officialRecord } from '../record/record';
import { allChanged, useChanged } from '../record/useChanged';
import { Slots } from '../signatures/Slots';
import { Checklist, SIGNING, TELLING } from './Checklist';
import { HandIn } from './HandIn';
import { Paper, placed } from './Paper';
import { Publicity } from './Publicity';
import { ReadAloud } from './ReadAloud';

export function Summary({ meeting }: { readonly meeting: string }) {
  return (
    <MeetingFrame
      id={meeting}
      title={words().summary.title}
      back={`/m/${meeting}`}
      about={['meeting', 'signature']}
      whenClosed="nothing"
    >
      {(row) => <Closing meeting={row} />}
    </MeetingFrame>
  );
}

function Closing({ meeting }: { readonly meeting: Meeting }) {
  const t = words();
  const gathered = useFile(meeting);
  const changes = useChanged(meeting, gathered);
  const wishes = useWishes(meeting);
  if (!gathered || !wishes) return null;
  const { file, items, proposals, signatures } = gathered;
  const handedIn = !['planned', 'held', 'returned'].includes(meeting.doc.status ?? 'planned');
  const docs = <D,>(rows: readonly { readonly doc: D }[]) => rows.map(({ doc }) => doc);
  const text = officialRecord({
    ...{ file, items: docs(items), proposals: docs(proposals) },
    ranked: rankedLines(meeting.doc.ranking_method, rankable(meeting, wishes)),
    ...placed(meeting),
  });
  const changed = allChanged(changes);
  return (
    <>
      {handedIn && <HandIn meeting={meeting} />}
      <Checklist meeting={meeting} file={file} />
      <section class="stack tight" aria-label={t.closing.steps.read}>
        <h2 class="section-title no-print">{t.closing.steps.read}</h2>
        <Paper meeting={meeting} gathered={gathered} text={text} changed={changed} />
        <div class="row no-print">
          <ReadAloud text={text} />
          <button type="button" class="button" onClick={() => print()}>
            <Icon name="page" size={20} /> {t.summary.print}
          </button>
        </div>
      </section>
      <section class="stack no-print" id={SIGNING.slice(1)} aria-label={t.closing.steps.sign}>
        <h2 class="section-title">{t.closing.steps.sign}</h2>
        <p class="soft small">{t.meeting.signatures.intro}</p>
        {changed.length > 0 && (
          <Note tone="wait" icon="warning">
            {t.closing.changed(changed.map((part) => t.closing.part[part]).join(', '))}
          </Note>
        )}
        <Slots meeting={meeting} rows={signatures} changes={changes} />
      </section>
      {!handedIn && (
        <section class="stack tight no-print" aria-label={t.closing.steps.send}>
          <h2 class="section-title">{t.closing.steps.send}</h2>
          <HandIn meeting={meeting} />
        </section>
      )}
      <div id={TELLING.slice(1)} class="stack">
        <Publicity meeting={meeting} />
      </div>
    </>
  );
}
