/** A meeting made by mistake can go as long as it was not handed in; ten seconds to change one's mind. */
import { useState } from 'preact/hooks';
import { words } from '../../../i18n';
import { removed } from '../../live/remove';
import type { Meeting } from '../../parts/MeetingFrame';
import { replace } from '../../router';

export function RemoveMeeting({ meeting }: { readonly meeting: Meeting }) {
  const [asked, setAsked] = useState(false);
  const t = words();
  const { status = 'planned', title = '' } = meeting.doc;
  if (status !== 'planned' && status !== 'held') return null;
  if (!asked) {
    return (
      <button type="button" class="button danger" onClick={() => setAsked(true)}>
        {t.meeting.form.remove}
      </button>
    );
  }
  return (
    <div class="card stack">
      <p>{t.meeting.form.removeAsk}</p>
      <div class="row">
        <button
          type="button"
          class="button danger"
          onClick={() => {
            replace('/');
            void removed(meeting, title);
          }}
        >
          {t.common.remove}
        </button>
        <button type="button" class="button" onClick={() => setAsked(false)}>
          {t.common.cancel}
        </button>
      </div>
    </div>
  );
}
