/** How the village was told: a tap per medium, since a sanction hangs on having told it; then the proof of it. */
import { PUBLICITY_MEDIA, type PublicityMedium } from '../../../core/records';
import { words } from '../../../i18n';
import { nowIn, plainDate } from '../../format';
import { useDraft } from '../../live/draft';
import { type RowOf, useRow, useRows } from '../../live/rows';
import { zoneOf } from '../../live/session';
import { store } from '../../live/store';
import { BoundText } from '../../parts/bound';
import type { Meeting } from '../../parts/MeetingFrame';
import { say } from '../../parts/toast';
import { PhotoCard } from '../photos/PhotoCard';
import { PhotoKeys } from '../photos/PhotoKeys';

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
    <section class="stack tight no-print">
      <fieldset class="field">
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
      {rows.map((row) => (
        <Proof key={row.id} row={row} meeting={meeting.id} />
      ))}
    </section>
  );
}

/** Where, when, and the picture that shows it: asked for, never in the way. */
function Proof({ row, meeting }: { readonly row: RowOf<'publicity'>; readonly meeting: string }) {
  const t = words();
  const draft = useDraft({ kind: 'publicity', village: row.village, row });
  const { medium = 'other', place, published_on, photo } = draft.doc;
  const picture = useRow('photo', photo ?? '', { meeting });
  const told = [
    place,
    published_on && plainDate(published_on),
    picture ? `✓ ${t.terms.recordKinds.photo}` : t.follow.noProof,
  ];
  return (
    <details class="more">
      <summary>
        <span>
          {t.terms.media[medium]}
          <br />
          <small class="soft">{told.filter(Boolean).join(' · ')}</small>
        </span>
      </summary>
      <div class="stack">
        <BoundText draft={draft} field="place" label={t.follow.where} />
        <BoundText draft={draft} field="published_on" label={t.follow.when} kind="date" />
        {picture ? (
          <PhotoCard photo={picture} />
        ) : (
          <>
            <p class="soft small">{t.follow.noProofHint}</p>
            <PhotoKeys
              hook={{
                village: row.village,
                on: { meeting },
                kept: (id) => store().save('publicity', row.village, row.id, { photo: id }),
              }}
              purpose="banner"
            />
          </>
        )}
      </div>
    </details>
  );
}
