/** From the file that a camera gives to a small photo with its record, kept on the phone. */
import type { PhotoPurpose } from '../../../core/records';
import { momentOf, nowIn } from '../../format';
import { zoneOf } from '../../live/session';
import { store } from '../../live/store';
import type { Meeting } from '../../parts/MeetingFrame';
import { here } from './place';
import { type SmallPhoto, shrink } from './shrink';

export type PhotoProblem = 'unreadable' | 'full';

export async function keepPhoto(
  meeting: Meeting,
  file: Blob,
  purpose: PhotoPurpose,
): Promise<PhotoProblem | null> {
  let small: SmallPhoto;
  try {
    small = await shrink(file);
  } catch {
    return 'unreadable';
  }
  const { date, time } = nowIn(zoneOf(meeting.village));
  try {
    await store().addPhoto(
      meeting.village,
      {
        meeting: meeting.id,
        purpose,
        taken_at: momentOf(date, time, zoneOf(meeting.village)),
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
