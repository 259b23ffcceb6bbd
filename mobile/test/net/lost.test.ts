import { openDB } from 'idb';
import { describe, expect, test } from 'vitest';
import { handIn, SEALED_PIECE } from '../../src/net/lost';
import { siti } from '../phone';
import { CANGKUANG, problem, type Server } from '../server';

/** Everything readable in the phone's databases. */
async function onDisk(prefix: string): Promise<string> {
  const found: string[] = [];
  for (const { name = '' } of await indexedDB.databases()) {
    if (!name.startsWith(`${prefix}-`)) continue;
    const db = await openDB(name);
    for (const store of db.objectStoreNames) {
      for (const value of await db.getAll(store)) {
        const raw = value instanceof ArrayBuffer;
        found.push(raw ? Buffer.from(value).toString('latin1') : JSON.stringify(value));
      }
    }
    db.close();
  }
  return found.join('\n');
}

const reportLost = (server: Server) =>
  server.fail('/exchange', problem(403, 'device_revoked', { lost: true }));

/** One meeting sent, one not, with a photo; then somebody reports the phone lost. */
async function lost() {
  const { server, phone, store } = await siti();
  await phone.meeting(CANGKUANG, 'Sudah terkirim');
  await phone.sync();
  await phone.meeting(CANGKUANG, 'Belum terkirim');
  const picture = new Blob(['ini foto warga '.repeat(9000)], { type: 'image/jpeg' });
  await store.addPhoto(CANGKUANG, { purpose: 'documentation' }, picture);
  reportLost(server);
  const outcome = await phone.sync();
  return { server, phone, store, outcome };
}

test('nothing of a lost phone can be read any more, and the server has it sealed', async () => {
  const { server, phone, store, outcome } = await lost();
  expect(outcome).toEqual({ phase: 'revoked', lost: true });
  expect((await store.session())?.lost).toBe(true);

  expect(await handIn(store, phone.wire)).toEqual({ phase: 'idle' });

  const left = await onDisk(phone.prefix);
  expect(left).not.toMatch(/terkirim|foto warga/);
  expect(await store.session()).toBeNull();
  expect(await store.sealed()).toMatchObject([
    { state: 'delivered', changes: 2, photos: 1, by: 'siti' },
  ]);
  const [file] = server.parcels();
  expect(Buffer.from(file ?? []).toString('latin1')).toMatch(/^rembuk-segel 1\n/);
  expect(Buffer.from(file ?? []).toString('latin1')).not.toMatch(/terkirim|foto warga/);
  expect(server.asked('/sealed').length).toBe(Math.ceil((file?.length ?? 0) / SEALED_PIECE));
});

test('without a signal it is sealed all the same, kept, and sent another time with the old token', async () => {
  const { server, phone, store } = await lost();
  server.fail('/sealed', 'no_signal');

  expect(await handIn(store, phone.wire)).toEqual({ phase: 'offline' });

  expect(await onDisk(phone.prefix)).not.toMatch(/terkirim|foto warga/);
  const [sealed] = await store.sealed();
  expect(sealed?.state).toBe('waiting');
  expect((await store.sealedFile(sealed?.id ?? '')).size).toBe(sealed?.size);
  await phone.signIn('dadang');
  expect(await handIn(store, phone.wire)).toEqual({ phase: 'idle' });
  expect((await store.sealed())[0]?.state).toBe('delivered');
  expect(server.asked('/sealed').at(-1)?.headers.get('Authorization')).toBe('Token token-of-siti');
});

test('a cut line resumes where the server is', async () => {
  const { server, phone, store } = await lost();
  server.fail('/sealed', () => problem(409, 'offset_wrong', { offset: 0 })(), 'reply_lost');
  expect(await handIn(store, phone.wire)).toEqual({ phase: 'offline' });

  expect(await handIn(store, phone.wire)).toEqual({ phase: 'idle' });

  expect(server.parcels()[0]?.length).toBe((await store.sealed())[0]?.size);
});

test('what is refused for good stays on the phone, with the reason, for an officer', async () => {
  const { server, phone, store } = await lost();
  server.fail('/sealed', problem(422, 'bundle_unsigned'));

  expect(await handIn(store, phone.wire)).toEqual({ phase: 'idle' });

  const [sealed] = await store.sealed();
  expect(sealed).toMatchObject({ state: 'refused', refusal: 'bundle_unsigned' });
  expect((await store.sealedFile(sealed?.id ?? '')).size).toBe(sealed?.size);
});

test('drafts and what the server refused are sealed too', async () => {
  const { server, phone, store } = await siti();
  server.rules.refuse = () => [{ field: 'title', code: 'too_long', message: 'Terlalu panjang' }];
  await phone.meeting(CANGKUANG, 'Ditolak');
  await phone.sync();
  await store.save('meeting', CANGKUANG, null, { title: 'Konsep' });
  reportLost(server);
  await phone.sync();

  await handIn(store, phone.wire);

  expect((await store.sealed())[0]?.changes).toBe(2);
});

test('what is typed while it is being sealed is sealed with it', async () => {
  const { phone, store } = await lost();
  const load = await store.engine.onlyHere();
  await phone.meeting(CANGKUANG, 'Pada detik terakhir');

  expect(load && (await store.engine.wipeSealed(load))).toBe(false);

  await handIn(store, phone.wire);
  expect((await store.sealed())[0]?.changes).toBe(3);
  expect(await store.session()).toBeNull();
});

test('a phone that went out while sealing goes on when it is opened again', async () => {
  const { server, phone, store } = await lost();
  const load = await store.engine.onlyHere();
  await store.engine.keepSealed(
    {
      id: 'ab'.repeat(32),
      token: 'token-of-siti',
      by: 'siti',
      sealed_at: '2026-11-23T03:15:40Z',
      changes: 2,
      photos: 1,
      size: 3,
      offset: 0,
      restarts: 0,
      state: 'waiting',
    },
    new Blob(['abc']),
  );
  expect(load?.changes.length).toBe(2);

  await handIn(store, phone.wire);

  expect(await store.sealed()).toHaveLength(1);
  expect((await store.sealed())[0]).toMatchObject({ state: 'delivered', changes: 2 });
  expect(Buffer.from(server.parcels()[0] ?? []).toString('latin1')).toMatch(/^rembuk-segel/);
});

describe('what is not sealed', () => {
  test('a phone that the office only signed out keeps its unsent work for the next sign-in', async () => {
    const { server, phone, store } = await siti();
    await phone.meeting(CANGKUANG, 'Belum terkirim');
    server.fail('/exchange', problem(403, 'device_revoked', { lost: false }));

    await phone.sync();

    expect(await store.session()).toBeNull();
    expect(await store.sealed()).toEqual([]);
    await phone.signIn('siti');
    expect((await store.list('meeting')).map(({ doc }) => doc.title)).toEqual(['Belum terkirim']);
  });

  test('with nothing unsent a lost phone is simply empty', async () => {
    const { server, phone, store } = await siti();
    await phone.meeting(CANGKUANG, 'Sudah terkirim');
    await phone.sync();
    reportLost(server);
    await phone.sync();

    expect(await handIn(store, phone.wire)).toEqual({ phase: 'idle' });

    expect(await store.sealed()).toEqual([]);
    expect(await onDisk(phone.prefix)).not.toMatch(/terkirim/);
  });
});

test('an older sign-in asks for the key; till it has one, what was sent is gone at least', async () => {
  const { server, phone, store } = await siti();
  server.rules.sealKey = undefined;
  await phone.signIn('siti');
  await phone.meeting(CANGKUANG, 'Sudah dikirim');
  await phone.sync();
  await phone.meeting(CANGKUANG, 'Belum terkirim');
  reportLost(server);
  await phone.sync();
  server.fail('/sealed', 'no_signal');

  expect(await handIn(store, phone.wire)).toEqual({ phase: 'offline' });

  expect(await onDisk(phone.prefix)).not.toMatch(/Sudah dikirim/);
  expect((await store.outbox()).changes).toBeGreaterThan(0);
  expect(await handIn(store, phone.wire)).toEqual({ phase: 'idle' });
  expect((await store.outbox()).changes).toBe(0);
});
