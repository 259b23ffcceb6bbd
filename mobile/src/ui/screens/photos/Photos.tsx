/** The photos of a meeting, each with what it shows and whether it has arrived. */
import { useEffect } from 'preact/hooks';
import { words } from '../../../i18n';
import { useRows } from '../../live/rows';
import { Empty, Note } from '../../parts/bits';
import { type Meeting, MeetingFrame } from '../../parts/MeetingFrame';
import { PhotoCard } from './PhotoCard';
import { PhotoKeys } from './PhotoKeys';
import { consent, readConsent, setConsent } from './place';

export function Photos({ meeting }: { readonly meeting: string }) {
  return (
    <MeetingFrame
      id={meeting}
      title={words().meeting.photos.title}
      back={`/m/${meeting}`}
      about={['photo']}
    >
      {(row) => <Album meeting={row} />}
    </MeetingFrame>
  );
}

function Album({ meeting }: { readonly meeting: Meeting }) {
  const t = words().meeting.photos;
  const photos = useRows('photo', { meeting: meeting.id });
  useEffect(() => void readConsent(), []);
  if (!photos) return null;
  return (
    <>
      <PhotoKeys meeting={meeting} purpose="documentation" />
      <Place />
      {photos.length === 0 && <Empty icon="camera" title={t.empty} hint={t.emptyHint} />}
      {[...photos].reverse().map((photo) => (
        <PhotoCard key={photo.id} photo={photo} />
      ))}
    </>
  );
}

function Place() {
  const t = words().meeting.photos;
  if (consent.value !== 'asked') {
    return (
      <p class="soft small">
        {consent.value === 'yes' ? t.placeOn : t.placeOff}{' '}
        <button type="button" class="button small plain" onClick={() => void setConsent('asked')}>
          {t.change}
        </button>
      </p>
    );
  }
  return (
    <Note icon="info">
      <p>{t.placeAsk}</p>
      <div class="row">
        <button type="button" class="button small" onClick={() => void setConsent('yes')}>
          {t.placeYes}
        </button>
        <button type="button" class="button small" onClick={() => void setConsent('no')}>
          {t.placeNo}
        </button>
      </div>
    </Note>
  );
}
