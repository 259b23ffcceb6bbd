/**
 * Makes a photo small enough for 2G. Drawing it anew on a canvas also drops what cameras write into
 * files (place, phone, time): only what a record says about a photo leaves the phone.
 */

export const LONGEST_SIDE = 1280;
const ENOUGH_BYTES = 120_000;
const QUALITIES = [0.72, 0.55, 0.42, 0.3] as const;

export interface SmallPhoto {
  readonly blob: Blob;
  readonly width: number;
  readonly height: number;
}

/** Fits a picture into the longest side, never enlarging it. */
export function fitted(width: number, height: number, longest: number): [number, number] {
  const scale = Math.min(1, longest / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

export async function shrink(file: Blob): Promise<SmallPhoto> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  try {
    return await smallest(picture);
  } finally {
    picture.close();
  }
}

async function smallest(picture: ImageBitmap): Promise<SmallPhoto> {
  let last: SmallPhoto | null = null;
  for (const longest of [LONGEST_SIDE, 1024, 800]) {
    const [width, height] = fitted(picture.width, picture.height, longest);
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const pen = canvas.getContext('2d');
    if (!pen) throw new Error('shrink: no canvas');
    pen.drawImage(picture, 0, 0, width, height);
    for (const quality of QUALITIES) {
      const blob = await encoded(canvas, quality);
      last = { blob, width, height };
      if (blob.size <= ENOUGH_BYTES) return last;
    }
  }
  if (!last) throw new Error('shrink: nothing drawn');
  return last;
}

/** WebP where the phone can write it, else JPEG: a browser that cannot answers with PNG. */
async function encoded(canvas: HTMLCanvasElement, quality: number): Promise<Blob> {
  for (const type of ['image/webp', 'image/jpeg']) {
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, type, quality));
    if (blob?.type === type) return blob;
  }
  throw new Error('shrink: cannot encode');
}
