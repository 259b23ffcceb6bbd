/** One photo: the picture, what it shows, and whether it has arrived. */
import { useEffect, useState } from 'preact/hooks';
import { PHOTO_PURPOSES } from '../../../core/records';
import { words } from '../../../i18n';
import { bytes, longMoment } from '../../format';
import { useDraft } from '../../live/draft';
import { removed } from '../../live/remove';
import type { RowOf } from '../../live/rows';
import { unsentPhotos, zoneOf } from '../../live/session';
import { store } from '../../live/store';
import { Badge } from '../../parts/bits';
import { BoundSelect, BoundSwitch, BoundText } from '../../parts/bound';
import { Original } from './Originals';

const OF_PROGRESS = ['before', 'during', 'after'];
const OF_A_MEETING = PHOTO_PURPOSES.filter((purpose) => !OF_PROGRESS.includes(purpose));

export function PhotoCard({ photo }: { readonly photo: RowOf<'photo'> }) {
  const t = words();
  const p = t.meeting.photos;
  const draft = useDraft({ kind: 'photo', village: photo.village, row: photo });
  const picture = usePicture(photo.id);
  const waiting = unsentPhotos.value.has(photo.id) || photo.pending;
  const { caption, taken_at, size, progress_report } = draft.doc;
  return (
    <article class="card stack">
      {picture ? (
        <img class="photo" src={picture} alt={p.alt(caption ?? p.noCaption)} />
      ) : (
        <p class="soft">{p.notHere}</p>
      )}
      <p class="small">
        <Badge tone={waiting ? 'wait' : 'good'}>{waiting ? p.unsent : `✓ ${p.sent}`}</Badge>{' '}
        <span class="soft">
          {[size && bytes(size), taken_at && p.takenAt(longMoment(taken_at, zoneOf(photo.village)))]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </p>
      {photo.doc.original && <Original photo={photo.id} />}
      <BoundText draft={draft} field="caption" label={p.caption} />
      <BoundSelect
        draft={draft}
        field="purpose"
        label={p.purpose}
        table={t.terms.purposes}
        keys={progress_report ? OF_PROGRESS : OF_A_MEETING}
      />
      <BoundSwitch
        draft={draft}
        field="publishable"
        label={p.publishable}
        note={p.publishableHint}
      />
      <button
        type="button"
        class="button small danger"
        onClick={() => void removed(photo, t.terms.recordKinds.photo)}
      >
        {t.common.remove}
      </button>
    </article>
  );
}

/** The picture as an address that lives as long as the card. */
function usePicture(id: string): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    let made = '';
    let gone = false;
    void store()
      .photoBlob(id)
      .then((blob) => {
        if (!blob || gone) return;
        made = URL.createObjectURL(blob);
        setAddress(made);
      });
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [id]);
  return address;
}
