import { expect, test } from 'vitest';
import { signIn, signOut } from '../../src/net/session';
import { openPhone, siti } from '../phone';
import { CANGKUANG, createServer, problem } from '../server';

test('signing in tells the server which device it is', async () => {
  const server = createServer();
  const { store, signIn: asSiti } = await openPhone(server);

  expect(await asSiti('siti')).toBeUndefined();

  const session = await store.session();
  expect(session).toMatchObject({
    token: 'token-of-siti',
    user: { id: '7', name: 'siti' },
    villages: [],
  });
  expect(server.seen[0]?.body).toMatchObject({ username: 'siti', device: { id: session?.device } });
});

test.each([
  [
    problem(401, 'credentials_invalid'),
    { code: 'credentials_invalid', title: 'credentials_invalid' },
  ],
  [problem(429, 'slow_down', {}, { 'Retry-After': '30' }), { code: 'slow_down', retryAfter: 30 }],
  ['no_signal' as const, { code: 'offline' }],
  [() => new Response('<html>', { headers: { 'Content-Type': 'text/html' } }), { code: 'portal' }],
  [() => new Response('', { status: 502 }), { code: 'unavailable' }],
])('what stands in the way of a sign-in', async (fault, expected) => {
  const server = createServer();
  const phone = await openPhone(server);
  server.fail('/login', fault);

  const answer = await signIn(phone.store, { username: 'siti', password: 'x' }, phone.wire);

  expect(answer).toMatchObject(expected);
  expect(await phone.store.session()).toBeNull();
});

test('the code of a slip goes to a door of its own, with the password that was chosen', async () => {
  const server = createServer();
  const phone = await openPhone(server);
  server.fail('/first', problem(422, 'password_too_weak', { why: ['Terlalu pendek.'] }));

  const answer = await signIn(
    phone.store,
    { username: 'siti', code: '5K7J-QYZN-VJ4G', password: 'x' },
    phone.wire,
  );

  expect(answer).toMatchObject({ code: 'password_too_weak', why: ['Terlalu pendek.'] });
  expect(await phone.store.session()).toBeNull();
  expect(server.seen.at(-1)).toMatchObject({
    path: '/api/auth/first',
    body: { username: 'siti', code: '5K7J-QYZN-VJ4G', password: 'x' },
  });
});

test('signing out with something unsent only tells how much', async () => {
  const { phone, store } = await siti();
  await phone.meeting(CANGKUANG);

  expect(await signOut(store, {}, phone.wire)).toEqual({ unsent: 1 });

  expect(await store.session()).not.toBeNull();
});

test('leaving it on the phone is a choice, and it is there for the same user', async () => {
  const { phone, store } = await siti();
  await phone.meeting(CANGKUANG, 'Terkirim');
  await phone.sync();
  const unsent = await phone.meeting(CANGKUANG, 'Belum terkirim');

  expect(await signOut(store, { keep: true }, phone.wire)).toBeUndefined();

  expect(await store.session()).toBeNull();
  await phone.signIn('siti');
  expect(await store.list('meeting')).toEqual([unsent]);
});

test('with everything sent, signing out takes it all off the phone, signal or not', async () => {
  const { server, phone, store } = await siti();
  await phone.meeting(CANGKUANG);
  await phone.sync();
  server.fail('/logout', 'no_signal');

  expect(await signOut(store, { everywhere: true }, phone.wire)).toBeUndefined();

  expect(server.seen.at(-1)?.path).toBe('/api/auth/logoutall');
  await phone.signIn('siti');
  expect(await store.list('meeting')).toEqual([]);
});

test('a token that ran out in the field costs a sign-in, and neither records nor photos', async () => {
  const { server, phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG, 'Belum terkirim');
  await store.addPhoto(
    CANGKUANG,
    { meeting: meeting.id, purpose: 'documentation' },
    new Blob(['foto'], { type: 'image/jpeg' }),
  );
  server.fail('/exchange', problem(401, 'token_expired'));
  await phone.sync();
  expect((await store.session())?.expired).toBe(true);
  await store.save('meeting', CANGKUANG, meeting.id, { place: 'Balai' });

  await phone.signIn('siti');

  expect(await store.outbox()).toMatchObject({ changes: 3, files: 1 });
  await phone.sync();
  await phone.upload();
  expect(await store.outbox()).toMatchObject({ changes: 0, files: 0 });
  expect(server.doc(meeting.id)).toMatchObject({ title: 'Belum terkirim', place: 'Balai' });
});
