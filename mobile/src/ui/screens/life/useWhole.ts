/** Whether an activity's reports show that it is finished. */
import { useEffect, useState } from 'preact/hooks';
import { isWhole } from '../../../core/life';
import { useRows } from '../../live/rows';
import { store } from '../../live/store';

/** undefined while the phone is still reading. */
export function useWhole(item: string): boolean | undefined {
  const reports = useRows('progress_report', { parent: item });
  const [photos, setPhotos] = useState<ReadonlyMap<string, number>>();
  const finished = (reports ?? []).filter(({ doc }) => doc.physical_percent === 100);
  const names = finished.map(({ id }) => id).join(' ');

  useEffect(() => {
    let here = true;
    void counted(names ? names.split(' ') : []).then((found) => here && setPhotos(found));
    return () => {
      here = false;
    };
  }, [names]);

  if (!reports || !photos) return undefined;
  return isWhole(
    reports.map(({ id, doc }) => ({
      id,
      percent: doc.physical_percent,
      reported_on: doc.reported_on,
      photos: photos.get(id) ?? 0,
    })),
  );
}

async function counted(reports: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for (const parent of reports) {
    const shown = await store().list('photo', { parentField: 'progress_report', parent });
    found.set(parent, shown.length);
  }
  return found;
}
