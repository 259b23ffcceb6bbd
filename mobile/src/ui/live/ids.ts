/** Ids made on the phone, ever rising, for records that must name one another before they are kept. */
import { counting, uuid7 } from '../../core/ids';
import type { Uuid } from '../../core/types';

const random = counting(crypto.getRandomValues(new Uint8Array(10)));
let last: Uuid | undefined;

export function newId(): Uuid {
  last = uuid7(Date.now(), random(), last);
  return last;
}
