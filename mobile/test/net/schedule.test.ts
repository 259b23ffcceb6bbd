import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { startSync } from '../../src/net/schedule';
import { type Phone, siti } from '../phone';
import { CANGKUANG, problem } from '../server';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** IndexedDB and the channel run on real ticks. */
async function settle(): Promise<void> {
  for (let tick = 0; tick < 300; tick += 1) await new Promise((done) => setImmediate(done));
}

/** Lets so much time pass, with everything that is due in it. */
async function pass(ms: number): Promise<void> {
  await settle();
  await vi.advanceTimersByTimeAsync(ms);
  await settle();
  await vi.advanceTimersByTimeAsync(0);
  await settle();
}

async function started({ store, wire }: Phone) {
  const sync = startSync(store, wire);
  onTestFinished(sync.stop);
  await pass(0);
  return sync;
}

test('what is saved is sent by itself, a moment later', async () => {
  const { server, phone } = await siti();
  const { state } = await started(phone);
  expect(state.value).toMatchObject({ phase: 'idle', lastSuccess: server.rules.clock });

  const row = await phone.meeting(CANGKUANG);
  await pass(100);
  expect(server.doc(row.id)).toBeUndefined();
  await pass(2000);

  expect(server.doc(row.id)).toEqual(row.doc);
  expect(state.value).toMatchObject({ phase: 'idle', sent: 1, total: 1 });
});

test('photos follow the text without being asked', async () => {
  const { server, phone, store } = await siti();
  const { state } = await started(phone);

  await store.addPhoto(
    CANGKUANG,
    { meeting: 'm' },
    new Blob(['x'.repeat(20_000)], { type: 'image/png' }),
  );
  await pass(2000);

  expect(server.files()).toHaveLength(1);
  expect(state.value).toMatchObject({ phase: 'idle' });
});

test('once the photos are there the server is told that nothing is left', async () => {
  const { server, phone, store } = await siti();
  await store.addPhoto(CANGKUANG, { meeting: 'm' }, new Blob(['x'], { type: 'image/webp' }));

  await started(phone);

  expect(server.exchanges().map(({ unsent }) => unsent)).toEqual([
    { changes: 0, files: 1 },
    { changes: 0, files: 0 },
  ]);
});

test('own text goes first, then a colleague’s file, then photos', async () => {
  const { server, phone, store } = await siti();
  await store.addPhoto(CANGKUANG, { meeting: 'm' }, new Blob(['x'], { type: 'image/webp' }));
  const file = new Blob([new Uint8Array(150_000)]);
  const parcel = { by: 'Dadang', made_at: '', villages: [], changes: 1, photos: 0 };
  const state = 'waiting' as const;
  await store.parcels.keep(
    { ...parcel, id: 'a'.repeat(64), size: file.size, kept_at: '', state },
    file,
  );

  await started(phone);

  const order = server.seen.map(({ path }) => path.split('/').at(path.endsWith('/') ? -2 : -1));
  expect(order.slice(1)).toEqual([
    'exchange',
    'bundles',
    'bundles',
    'bundles',
    'files',
    'exchange',
    'account-codes',
    'customs',
  ]);
  expect(await store.parcels.list()).toMatchObject([{ state: 'delivered' }]);
});

test('without a signal it says so and when it tries again, and then it does', async () => {
  const { server, phone, store } = await siti();
  const row = await phone.meeting(CANGKUANG);
  server.fail('/exchange', 'no_signal');

  const { state } = await started(phone);
  expect(state.value).toMatchObject({ phase: 'offline', lastSuccess: null });
  expect(Date.parse(state.value.retryAt ?? '') - Date.now()).toBeLessThanOrEqual(2000);
  await pass(2000);

  expect(server.doc(row.id)).toEqual(row.doc);
  expect(state.value.phase).toBe('idle');
  expect((await store.outbox()).changes).toBe(0);
});

test('a nudge tries at once, but never against what the server asked for', async () => {
  const { server, phone } = await siti();
  server.fail('/exchange', 'no_signal', problem(429, 'slow_down', {}, { 'Retry-After': '60' }));
  const { state, nudge } = await started(phone);

  nudge();
  await pass(0);
  expect(state.value.phase).toBe('waiting');
  nudge();
  await pass(59_000);
  expect(server.exchanges()).toHaveLength(2);
  await pass(2000);

  expect(server.exchanges()).toHaveLength(3);
  expect(state.value.phase).toBe('idle');
});

test('an expired token stops the sending, a sign-in starts it again', async () => {
  const { server, phone } = await siti();
  const row = await phone.meeting(CANGKUANG);
  server.fail('/exchange', problem(401, 'token_expired'));
  const { state } = await started(phone);
  expect(state.value.phase).toBe('signin');
  await pass(3_600_000);
  expect(server.exchanges()).toHaveLength(1);

  await phone.signIn('siti');
  await pass(100);

  expect(server.doc(row.id)).toEqual(row.doc);
  expect(state.value.phase).toBe('idle');
});

test('a revoked phone says so, and stays so until somebody signs in', async () => {
  const { server, phone } = await siti();
  server.fail('/exchange', problem(403, 'device_revoked'));
  const { state, nudge } = await started(phone);

  nudge();
  await pass(1000);
  expect(state.value.phase).toBe('revoked');
  await phone.signIn('siti');
  await pass(100);

  expect(state.value.phase).toBe('idle');
});

test('a removal goes by itself once it can no longer be undone', async () => {
  const { server, phone, store } = await siti();
  const row = await phone.meeting(CANGKUANG);
  await started(phone);
  await store.remove('meeting', CANGKUANG, row.id);

  await pass(9000);
  expect(server.count()).toBe(1);
  await pass(4000);

  expect(server.count()).toBe(0);
});

test('nor does it wait for the next look when somebody asked for sending meanwhile', async () => {
  const { server, phone, store } = await siti();
  const row = await phone.meeting(CANGKUANG);
  const { nudge } = await started(phone);
  await store.remove('meeting', CANGKUANG, row.id);
  await pass(1000);
  nudge();
  await pass(0);

  await pass(8000);
  expect(server.count()).toBe(1);
  await pass(5000);

  expect(server.count()).toBe(0);
});

test('with nothing to do it looks for news now and then', async () => {
  const { server, phone } = await siti();
  await started(phone);
  const before = server.exchanges().length;

  await pass(5 * 60_000);

  expect(server.exchanges().length).toBe(before + 1);
});
