/** Objections are kept for the meeting as a whole, and written down where they are raised. */
import { words } from '../../../i18n';
import { type Draft, useDraft } from '../../live/draft';
import { BoundLong } from '../../parts/bound';
import type { Meeting } from '../../parts/MeetingFrame';

export function ObjectionsField({ draft }: { readonly draft: Draft<'meeting'> }) {
  return (
    <BoundLong
      draft={draft}
      field="objections"
      label={words().meeting.discussion.objections}
      rows={2}
      max={4000}
    />
  );
}

/** Beside one point of the agenda, folded away until somebody objects. */
export function Objections({ meeting }: { readonly meeting: Meeting }) {
  const t = words();
  const draft = useDraft({ kind: 'meeting', village: meeting.village, row: meeting });
  return (
    <details class="more">
      <summary>{t.meeting.discussion.objections}</summary>
      <div class="stack">
        <p class="soft small">{t.follow.objectionsHint}</p>
        <ObjectionsField draft={draft} />
      </div>
    </details>
  );
}
