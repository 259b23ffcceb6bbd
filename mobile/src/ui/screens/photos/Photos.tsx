/** The photos of a meeting, each with what it shows and whether it has arrived. */
import { words } from '../../../i18n';
import { useRows } from '../../live/rows';
import { Empty } from '../../parts/bits';
import { type Meeting, MeetingFrame } from '../../parts/MeetingFrame';
import { Originals } from './Originals';
import { PhotoCard } from './PhotoCard';
import { PhotoKeys } from './PhotoKeys';
import { PlaceConsent } from './PlaceConsent';

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
  if (!photos) return null;
  return (
    <>
      <PhotoKeys
        hook={{ village: meeting.village, on: { meeting: meeting.id } }}
        purpose="documentation"
      />
      <PlaceConsent />
      <Originals />
      {photos.length === 0 && <Empty icon="camera" title={t.empty} hint={t.emptyHint} />}
      {[...photos].reverse().map((photo) => (
        <PhotoCard key={photo.id} photo={photo} />
      ))}
    </>
  );
}
