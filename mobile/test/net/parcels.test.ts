/** A colleague's file on this phone: kept through everything, brought when there is a signal, told what became of it. */

import { expect, test } from 'vitest';
import { deliver, PARCEL_PIECE } from '../../src/net/parcels';
import { type Fault as Problem, readParcel, writeParcel } from '../../src/parcels';
import type { Store } from '../../src/store';
import { openPhone, siti } from '../phone';
import { CANGKUANG, json, problem } from '../server';

const bytesOf = async (blob: Blob) => Buffer.from(await blob.arrayBuffer());

/** A file of so many bytes, near enough, from somebody else's phone. */
async function fileOf(size: number, name = 'Dadang Suherman'): Promise<Blob> {
  const head = {
    device: '0192f0c1-6f4e-7d31-9a53-0d4a3f0f5b11',
    user: '0192e001-1111-7222-8333-444455556666',
    made_at: '2026-11-23T10:05:00+07:00',
    name,
  };
  const said = {
    part: 'file',
    sha256: 'a'.repeat(64),
    media_type: 'image/webp',
    village: CANGKUANG,
  } as const;
  const data = new Blob([Uint8Array.from({ length: size }, (_, i) => (i * 31 + i / 997) & 255)]);
  return (await writeParcel(head, '00'.repeat(32), [{ said, data }])).blob;
}

let kept = 0;

async function keep(store: Store, file: Blob) {
  const seen = await readParcel(file);
  if (typeof seen === 'string') throw new Error(seen satisfies Problem);
  const parcel = {
    id: seen.sha256,
    by: seen.name ?? '',
    made_at: seen.made_at,
    villages: seen.villages,
    changes: seen.changes,
    photos: seen.photos,
    size: file.size,
    kept_at: `2026-11-23T04:00:${String(++kept).padStart(2, '0')}Z`,
    state: 'waiting' as const,
  };
  await store.parcels.keep(parcel, file);
  return parcel;
}

test('it survives a restart, arrives as it was, and its bytes go', async () => {
  const { server, phone, store } = await siti();
  const file = await fileOf(700_000);
  const parcel = await keep(store, file);
  store.close();
  const again = await openPhone(server, phone.prefix);
  expect(await again.store.parcels.list()).toMatchObject([parcel]);

  expect(await deliver(again.store, { wire: again.wire })).toEqual({ phase: 'idle' });

  expect(Buffer.from(server.parcels()[0] ?? '')).toEqual(await bytesOf(file));
  expect(await again.store.parcels.list()).toMatchObject([
    { id: parcel.id, state: 'delivered', receipt: { fresh: { applied: 2 }, photos: 1 } },
  ]);
  expect(await again.store.engine.pieceOf(parcel.id, 0, 10)).toBeUndefined();
  expect(await deliver(again.store, { wire: again.wire })).toEqual({ phase: 'idle' });
  expect(server.parcels()).toHaveLength(1);
});

test('text alone is one request', async () => {
  const { server, phone, store } = await siti();
  await keep(store, await fileOf(20_000));

  await deliver(store, { wire: phone.wire });

  const [asked, ...more] = server.asked('/bundles');
  expect(more).toEqual([]);
  expect(asked?.headers.get('Content-Range')).toBeNull();
  expect(asked?.headers.get('Authorization')).toBe('Token token-of-siti');
});

test('no piece is larger than 64 KB, and after a cut it goes on where the server is', async () => {
  const { server, phone, store } = await siti();
  const file = await fileOf(300_000);
  await keep(store, file);
  server.fail(
    '/bundles',
    () => json({ server_time: 'now', offset: PARCEL_PIECE }, 202),
    'no_signal',
  );
  expect(await deliver(store, { wire: phone.wire })).toEqual({ phase: 'offline' });
  store.close();
  const again = await openPhone(server, phone.prefix);

  expect(await deliver(again.store, { wire: again.wire })).toEqual({ phase: 'idle' });

  const asked = server.asked('/bundles');
  expect(asked.every(({ body }) => (body as Uint8Array).length <= PARCEL_PIECE)).toBe(true);
  // It believed the first piece to be there; the server knew better and said from where.
  expect(asked.map(({ headers }) => headers.get('Content-Range')?.split('-')[0])).toEqual(
    [0, 1, 1, 0, 1, 2, 3, 4].map((n) => `bytes ${n * PARCEL_PIECE}`),
  );
  expect(Buffer.from(server.parcels()[0] ?? '')).toEqual(await bytesOf(file));
});

test('a lost answer to the last piece: it goes again, and is there once', async () => {
  const { server, phone, store } = await siti();
  await keep(store, await fileOf(100_000));
  server.fail('/bundles', () => json({ server_time: 'now', offset: 0 }, 202));
  server.fail('/bundles', 'reply_lost', 'reply_lost');

  for (let n = 0; n < 3; n += 1) await deliver(store, { wire: phone.wire });

  expect(await store.parcels.list()).toMatchObject([{ state: 'delivered' }]);
  expect(server.parcels()).toHaveLength(1);
});

test('own text goes before the next piece', async () => {
  const { server, phone, store } = await siti();
  await keep(store, await fileOf(300_000));

  await deliver(store, {
    wire: phone.wire,
    interrupted: () => server.asked('/bundles').length >= 2,
  });
  expect(server.asked('/bundles')).toHaveLength(2);
  await deliver(store, { wire: phone.wire });

  expect(await store.parcels.list()).toMatchObject([{ state: 'delivered' }]);
  expect(server.asked('/bundles')).toHaveLength(5);
});

test('the oldest goes first, each once', async () => {
  const { phone, store } = await siti();
  const files = [await fileOf(100), await fileOf(200), await fileOf(300)];
  const parcels = [];
  for (const file of files) parcels.push(await keep(store, file));
  const sizes: number[] = [];

  await deliver(store, { wire: phone.wire, onBytes: (bytes) => sizes.push(bytes) });

  expect((await store.parcels.list()).map(({ id, state }) => [id, state])).toEqual(
    parcels.map(({ id }) => [id, 'delivered']),
  );
});

test.each([
  [403, 'bundle_elsewhere'],
  [403, 'bundle_revoked'],
  [422, 'bundle_unsigned'],
  [422, 'bundle_version'],
  [413, 'too_large'],
  [426, 'upgrade'],
])(
  '%i %s is about the file: it is put aside with the reason, the next one goes',
  async (status, code) => {
    const { server, phone, store } = await siti();
    await keep(store, await fileOf(100));
    await keep(store, await fileOf(200));
    server.fail('/bundles', problem(status, code));

    expect(await deliver(store, { wire: phone.wire })).toEqual({ phase: 'idle' });

    expect(await store.parcels.list()).toMatchObject([
      { state: 'refused', refusal: code },
      { state: 'delivered' },
    ]);
    expect(await store.session()).not.toBeNull();
  },
);

test('what was refused can be tried again, or dropped', async () => {
  const { server, phone, store } = await siti();
  const first = await keep(store, await fileOf(100));
  const second = await keep(store, await fileOf(200));
  server.fail('/bundles', problem(403, 'bundle_elsewhere'), problem(403, 'bundle_elsewhere'));
  await deliver(store, { wire: phone.wire });

  await store.parcels.drop(first.id);
  await store.parcels.retry(second.id);
  await deliver(store, { wire: phone.wire });

  expect(await store.parcels.list()).toMatchObject([{ id: second.id, state: 'delivered' }]);
});

test('torn on its way: it begins anew, twice, then it is put aside', async () => {
  const { server, phone, store } = await siti();
  await keep(store, await fileOf(100));
  const torn = problem(422, 'bundle_broken');
  server.fail('/bundles', torn, torn, torn);

  const ends = [];
  for (let n = 0; n < 3; n += 1) ends.push((await deliver(store, { wire: phone.wire })).phase);

  expect(ends).toEqual(['waiting', 'waiting', 'idle']);
  expect(await store.parcels.list()).toMatchObject([{ state: 'refused' }]);
});

test.each([
  [problem(401, 'token_expired'), 'signin'],
  [problem(429, 'slow_down', {}, { 'Retry-After': '5' }), 'waiting'],
  [problem(503, 'unavailable'), 'waiting'],
  [() => new Response('<html>', { headers: { 'Content-Type': 'text/html' } }), 'portal'],
  [() => json({ ok: true }), 'portal'],
  [() => json({ server_time: 'now', welcome: 'hotel' }), 'portal'],
  [() => json({ offset: 3 }, 202), 'portal'],
])('what is about the line or the carrier keeps the file as it is', async (fault, phase) => {
  const { server, phone, store } = await siti();
  const parcel = await keep(store, await fileOf(100));
  server.fail('/bundles', fault);

  expect((await deliver(store, { wire: phone.wire })).phase).toBe(phase);

  await phone.signIn('siti');
  expect(await store.parcels.list()).toMatchObject([parcel]);
  await deliver(store, { wire: phone.wire });
  expect(await store.parcels.list()).toMatchObject([{ state: 'delivered' }]);
});

test('the carrier was cut off: delivered files are forgotten, what nobody has yet stays', async () => {
  const { server, phone, store } = await siti();
  await keep(store, await fileOf(100));
  await deliver(store, { wire: phone.wire });
  const waits = await keep(store, await fileOf(200));
  server.fail('/bundles', problem(403, 'device_revoked'));

  expect(await deliver(store, { wire: phone.wire })).toEqual({ phase: 'revoked' });

  expect(await store.session()).toBeNull();
  expect(await store.parcels.list()).toEqual([]);
  await phone.signIn('siti');
  expect(await store.parcels.list()).toMatchObject([waits]);
});

test('a server that never moves on is left alone for now', async () => {
  const { server, phone, store } = await siti();
  await keep(store, await fileOf(100_000));
  const stuck = () => json({ server_time: 'now', offset: 0 }, 202);
  server.fail('/bundles', stuck, stuck, stuck, stuck);

  expect(await deliver(store, { wire: phone.wire })).toMatchObject({ phase: 'waiting' });

  expect(server.asked('/bundles')).toHaveLength(3);
});

test('keeping that breaks off leaves nothing', async () => {
  const { store } = await siti();
  const file = await fileOf(700_000);
  const stopper = new AbortController();
  const parcel = {
    id: 'a',
    by: '',
    made_at: '',
    villages: [],
    changes: 0,
    photos: 1,
    size: file.size,
    kept_at: '',
    state: 'waiting' as const,
  };

  const keeping = store.parcels.keep(parcel, file, () => stopper.abort(), stopper.signal);

  await expect(keeping).rejects.toMatchObject({ name: 'AbortError' });
  expect(await store.parcels.list()).toEqual([]);
  expect(await store.engine.pieceOf('a', 0, 10)).toBeUndefined();
});

test('delivered files are forgotten after 30 days of the server', async () => {
  const { server, phone, store } = await siti();
  await keep(store, await fileOf(100));
  await deliver(store, { wire: phone.wire });
  await phone.sync();
  expect(await store.parcels.list()).toHaveLength(1);
  server.rules.clock = '2026-12-24T03:15:40Z';

  await phone.sync();

  expect(await store.parcels.list()).toEqual([]);
});
