/** From the file that a camera gives to a small photo with its record, kept on the phone. */
import type { PhotoPurpose } from '../../../core/records';
import { MEDIA_TYPES } from '../../../core/words';
import { momentOf, nowIn } from '../../format';
import { full } from '../../live/room';
import { zoneOf } from '../../live/session';
import { store } from '../../live/store';
import { here } from './place';
import { type SmallPhoto, shrink } from './shrink';

/** Under this name in `getMeta`: whether originals are kept. */
export const ORIGINALS = 'photo originals';
const MOST_BYTES = 25 * 2 ** 20;
const PLENTY = 200_000_000;

/** `bare`: kept, but not with the original that the person wants. */
export type PhotoProblem = 'unreadable' | 'full' | 'bare';

/** What a photo is evidence of: a meeting, or the progress of what it decided; never both. */
export interface PhotoHook {
  readonly village: string;
  /** Told of each photo once it is kept. */
  readonly kept?: (photo: string) => Promise<unknown>;
  readonly on: { readonly meeting: string } | { readonly progress_report: string };
}

/**
 * Keeps a photo of the camera (`fresh`) or of the gallery. Only the camera's is given a place: where the
 * phone is now says nothing about a picture of last week.
 */
export async function keepPhoto(
  { village, on, kept }: PhotoHook,
  file: File,
  purpose: PhotoPurpose,
  fresh: boolean,
): Promise<PhotoProblem | null> {
  let small: SmallPhoto;
  try {
    small = await shrink(file);
  } catch {
    return 'unreadable';
  }
  const wanted = await store().getMeta<boolean>(ORIGINALS);
  const { date, time } = nowIn(zoneOf(village), fresh ? new Date() : madeAt(file));
  try {
    const row = await store().addPhoto(
      village,
      {
        ...on,
        purpose,
        taken_at: momentOf(date, time, zoneOf(village)),
        width: small.width,
        height: small.height,
        publishable: false,
        ...(fresh ? await here() : {}),
      },
      small.blob,
      wanted && (await hasRoom(file).catch(() => false)) ? file : undefined,
    );
    await kept?.(row.id);
    full.value = false;
    return wanted && !row.doc.original ? 'bare' : null;
  } catch {
    full.value = true;
    return 'full';
  }
}

/** Whether the server takes this file, and there is plenty of room for it. */
async function hasRoom({ size, type }: File): Promise<boolean> {
  if (size > MOST_BYTES || !(MEDIA_TYPES as readonly string[]).includes(type)) return false;
  const { usage, quota } = await store().estimate();
  return quota - usage > PLENTY;
}

/** When a picture of the gallery was made, as far as its file knows; never later than now. */
function madeAt({ lastModified }: File): Date {
  return new Date(Math.min(lastModified || Date.now(), Date.now()));
}
