import { useEffect, useState } from 'preact/hooks';
import type { AccountCode } from '../../../core/types';
import { store } from '../../live/store';

/** The account codes kept on the phone; they change once a year, so they are read once. */
export function useCodes(): readonly AccountCode[] {
  const [codes, setCodes] = useState<readonly AccountCode[]>([]);
  useEffect(() => {
    void store().accountCodes().then(setCodes);
  }, []);
  return codes;
}
