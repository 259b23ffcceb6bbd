import { useEffect, useState } from 'preact/hooks';
import type { Doc, KindName } from '../../../core/types';
import { store } from '../../live/store';

/** What the phone knows of a record, to call it by its name. */
export function useDoc(kind: KindName, id: string): Doc | undefined {
  const [doc, setDoc] = useState<Doc>();
  useEffect(() => {
    void store()
      .get(kind, id)
      .then((row) => setDoc(row?.doc));
  }, [kind, id]);
  return doc;
}
