/** Out of the app: to another app on the phone, where it lets files of ours through. */

/** Phones share only kinds of files that they know, so ours may have to look like a text. */
const LOOKS = [
  ['', 'application/octet-stream'],
  ['.txt', 'text/plain'],
] as const;

/** The file in a shape that this phone shares, or null where it shares none. */
export function shareable(blob: Blob, name: string): File | null {
  for (const [ending, type] of LOOKS) {
    const file = new File([blob], name + ending, { type });
    if (navigator.canShare?.({ files: [file] })) return file;
  }
  return null;
}

export type Shared = 'shared' | 'changed their mind' | 'failed';

export async function share(file: File): Promise<Shared> {
  try {
    await navigator.share({ files: [file] });
    return 'shared';
  } catch (error) {
    return (error as Error).name === 'AbortError' ? 'changed their mind' : 'failed';
  }
}

/** Browsers name it differently when memory or disk run out. */
export function isFull(error: unknown): boolean {
  const { name } = error as Error;
  return ['QuotaExceededError', 'StorageFull', 'NotReadableError', 'RangeError'].includes(name);
}
