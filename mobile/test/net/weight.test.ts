import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Doc, KindName, Uuid } from '../../src/core/types';
import { exchange } from '../../src/net/exchange';
import type { Wire } from '../../src/net/http';
import { siti } from '../phone';
import { CANGKUANG } from '../server';

interface Recorded {
  readonly kind: KindName;
  readonly record: Uuid;
  readonly set: Doc;
}

/** The shared workload: a meeting, 8 topics with 600 letters each, 60 people, 25 budget items. */
const MUSDES: readonly Recorded[] = JSON.parse(
  readFileSync(new URL('../../../tests/vectors/musdes.json', import.meta.url), 'utf8'),
);
/** About a minute and a half, never the same twice. */
const pause = (at: number) => 45_000 + ((at * 7_919_317) % 90_001);
const MOST = 8 * 1024;

test('a whole musdes of 94 records weighs at most 8 KB on the way to the server', async () => {
  const clock = { ms: Date.parse('2026-09-14T02:00:00Z') };
  const { server, phone, store } = await siti(clock);
  await phone.sync();
  const known = new Map<unknown, Uuid>();
  for (const [at, { kind, record, set }] of MUSDES.entries()) {
    clock.ms += pause(at);
    const meeting = known.get(set.meeting);
    const fields = meeting ? { ...set, meeting } : set;
    known.set(record, (await store.save(kind, CANGKUANG, null, fields)).id);
  }

  const scales = weighing(phone.wire);
  await exchange(store, { wire: scales.wire });

  expect(await store.outbox()).toMatchObject({ changes: 0, rejected: [] });
  expect(server.exchanges().at(-1)?.changes).toHaveLength(94);
  expect(scales.sent).toHaveLength(1);
  expect(scales.sent[0]).toBeLessThanOrEqual(MOST);
});

/** A line that notes how many bytes of body each request has. */
function weighing(wire: Wire): { readonly wire: Wire; readonly sent: readonly number[] } {
  const sent: number[] = [];
  const fetch: Wire['fetch'] = async (input, init) => {
    sent.push((await new Response(init.body ?? '').arrayBuffer()).byteLength);
    return await wire.fetch(input, init);
  };
  return { wire: { ...wire, fetch }, sent };
}
