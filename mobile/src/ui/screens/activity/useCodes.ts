import { useEffect, useMemo, useState } from 'preact/hooks';
import type { AccountCode } from '../../../core/types';
import { store } from '../../live/store';
import { inYear } from './codes';

/** The codes of a fiscal year, out of those kept on the phone; they change once a year, so they are read once. */
export function useCodes(year = new Date().getFullYear()): readonly AccountCode[] {
  const [codes, setCodes] = useState<readonly AccountCode[]>([]);
  useEffect(() => {
    void store().accountCodes().then(setCodes);
  }, []);
  return useMemo(() => inYear(codes, year), [codes, year]);
}
