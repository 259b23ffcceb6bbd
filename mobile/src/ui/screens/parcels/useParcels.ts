import { useEffect, useState } from 'preact/hooks';
import type { Parcel } from '../../../store';
import { store } from '../../live/store';

/** The colleagues' files on this phone; undefined: not read yet. */
export function useParcels(): readonly Parcel[] | undefined {
  const [parcels, setParcels] = useState<readonly Parcel[]>();
  useEffect(() => {
    let gone = false;
    const read = () =>
      void store()
        .parcels.list()
        .then((found) => gone || setParcels(found));
    read();
    const leave = store().subscribe(read);
    return () => {
      gone = true;
      leave();
    };
  }, []);
  return parcels;
}
