/** How the village was told: a tap per medium, since a sanction hangs on having told it. */
import { PUBLICITY_MEDIA, type PublicityMedium } from '../../../core/records';
import { words } from '../../../i18n';
import { nowIn } from '../../format';
import { useRows } from '../../live/rows';
import { zoneOf } from '../../live/session';
import { store } from '../../live/store';
import type { Meeting } from '../../parts/MeetingFrame';
import { say } from '../../parts/toast';

export function Publicity({ meeting }: { readonly meeting: Meeting }) {
  const t = words();
  const rows = useRows('publicity', { meeting: meeting.id });
  if (!rows) return null;

  async function turn(medium: PublicityMedium, on: boolean) {
    const { village, id } = meeting;
    try {
      if (on) {
        const published_on = nowIn(zoneOf(village)).date;
        await store().save('publicity', village, null, { meeting: id, medium, published_on });
      } else {
        const known = rows?.filter(({ doc }) => doc.medium === medium) ?? [];
        for (const row of known) await store().remove('publicity', village, row.id);
      }
    } catch {
      say(t.errors.disk);
    }
  }

  return (
    <fieldset class="field no-print">
      <legend class="field-head">{t.summary.publicity}</legend>
      <div class="chips">
        {PUBLICITY_MEDIA.map((medium) => (
          <label class="chip" key={medium}>
            <input
              type="checkbox"
              checked={rows.some(({ doc }) => doc.medium === medium)}
              onChange={(event) => void turn(medium, event.currentTarget.checked)}
            />
            <span>{t.terms.media[medium]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
