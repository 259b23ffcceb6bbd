/** From the file that a camera gives to a small photo with its record, kept on the phone. */
import type { PhotoPurpose } from '../../../core/records';
import { momentOf, nowIn } from '../../format';
import { zoneOf } from '../../live/session';
import { store } from '../../live/store';
import { here } from './place';
import { type SmallPhoto, shrink } from './shrink';

export type PhotoProblem = 'unreadable' | 'full';

/** What a photo is evidence of: a meeting, or the progress of what it decided; never both. */
export interface PhotoHook {
  readonly village: string;
  readonly on: { readonly meeting: string } | { readonly progress_report: string };
}

export async function keepPhoto(
  { village, on }: PhotoHook,
  file: Blob,
  purpose: PhotoPurpose,
): Promise<PhotoProblem | null> {
  let small: SmallPhoto;
  try {
    small = await shrink(file);
  } catch {
    return 'unreadable';
  }
  const { date, time } = nowIn(zoneOf(village));
  try {
    await store().addPhoto(
      village,
      {
        ...on,
        purpose,
        taken_at: momentOf(date, time, zoneOf(village)),
        width: small.width,
        height: small.height,
        publishable: false,
        ...(await here()),
      },
      small.blob,
    );
    return null;
  } catch {
    return 'full';
  }
}
