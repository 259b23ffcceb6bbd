/** A practice village of its own for each test, with the phone's real memory and sending in it. */

import { onTestFinished } from 'vitest';
import { exchange } from '../../src/net/exchange';
import { uploads } from '../../src/net/uploads';
import { openPractice } from '../../src/practice';
import { VILLAGE } from '../../src/practice/village';

let made = 0;

export async function practised(prefix = `latihan-uji-${++made}`) {
  const practice = await openPractice({ prefix });
  const { store, wire } = practice;
  onTestFinished(() => store.close());
  return {
    ...practice,
    prefix,
    sync: () => exchange(store, { wire }),
    upload: () => uploads(store, { wire }),
    meeting: () =>
      store.save('meeting', VILLAGE, null, {
        title: 'Musdes latihan',
        type: 'musdes_rkp',
        place: 'Balai',
      }),
  };
}
