/** How the meeting as a whole decided, for section C of the official record. */
import { words } from '../../../i18n';
import { useDraft } from '../../live/draft';
import { BoundChoice } from '../../parts/bound';
import type { Meeting } from '../../parts/MeetingFrame';
import { ObjectionsField } from './Objections';
import { usePresent } from './present';
import { Votes } from './Votes';

export function Overall({ meeting }: { readonly meeting: Meeting }) {
  const t = words();
  const draft = useDraft({ kind: 'meeting', village: meeting.village, row: meeting });
  const present = usePresent(meeting.id);
  const method = draft.doc.decision_method;
  return (
    <section class="card stack">
      <div>
        <h2>{t.meeting.discussion.overall}</h2>
        <p class="soft small">{t.meeting.discussion.overallHint}</p>
      </div>
      <BoundChoice
        draft={draft}
        field="decision_method"
        label={t.meeting.discussion.method}
        table={t.terms.methods}
      />
      {method && method !== 'consensus' && present !== undefined && (
        <Votes draft={draft} present={present} />
      )}
      <ObjectionsField draft={draft} />
    </section>
  );
}
