/** The photos of one report; taken one after the other, each kept at once. */
import type { PhotoPurpose } from '../../../core/records';
import { words } from '../../../i18n';
import { useRows } from '../../live/rows';
import { PhotoCard } from '../photos/PhotoCard';
import { PhotoKeys } from '../photos/PhotoKeys';
import { PlaceConsent } from '../photos/PlaceConsent';

export function ReportPhotos(props: {
  readonly report: string;
  readonly village: string;
  readonly purpose: PhotoPurpose;
}) {
  const t = words().budget.progress;
  const { report, village, purpose } = props;
  const photos = useRows('photo', { parentField: 'progress_report', parent: report }) ?? [];
  return (
    <section class="stack tight">
      <div>
        <h2>{t.photos}</h2>
        <p class="soft small">{t.photosHint}</p>
      </div>
      <PhotoKeys hook={{ village, on: { progress_report: report } }} purpose={purpose} />
      <PlaceConsent />
      {[...photos].reverse().map((photo) => (
        <PhotoCard key={photo.id} photo={photo} />
      ))}
    </section>
  );
}
