/** The lock: what opens it, what does not, and that nothing is lost behind it. */

import { expect, test } from 'vitest';
import { openPhone, siti } from '../phone';
import { CANGKUANG } from '../server';

const RIGHT = '204060';
const WRONG = '111111';
const PASSKEY = { credential: new Uint8Array([1, 2, 3]), salt: new Uint8Array(32).fill(7) };
const SECRET = new Uint8Array(32).fill(9);
const OTHER = new Uint8Array(32).fill(8);

const titles = async (phone: Awaited<ReturnType<typeof siti>>['phone']) =>
  (await phone.store.list('meeting')).map(({ doc }) => doc.title);

async function withPin() {
  const found = await siti();
  await found.phone.meeting(CANGKUANG);
  await found.store.lock.setPin(RIGHT);
  await found.store.lock.lockNow();
  return { ...found, lock: found.store.lock };
}

/** A phone whose data key lies behind its own lock, started anew. */
async function behindPhoneLock() {
  const found = await siti();
  await found.phone.meeting(CANGKUANG);
  expect(await found.store.lock.bind(PASSKEY, SECRET)).toBe(true);
  found.store.close();
  const phone = await openPhone(found.server, found.phone.prefix);
  return { server: found.server, phone, store: phone.store, lock: phone.store.lock };
}

test('without a lock nothing is locked', async () => {
  const { store } = await siti();

  expect(await store.lock.look()).toMatchObject({ way: 'none', locked: false, left: 10 });
});

test('the right PIN opens, in this run and the next, and in every tab', async () => {
  const { server, phone, lock } = await withPin();
  const tab = await openPhone(server, phone.prefix);
  expect(await tab.store.lock.look()).toMatchObject({ way: 'pin', locked: true });

  expect(await lock.tryPin(WRONG)).toBe(false);
  expect(await lock.look()).toMatchObject({ locked: true, left: 9 });
  expect(await lock.tryPin(RIGHT)).toBe(true);

  expect(await lock.look()).toMatchObject({ locked: false, left: 10 });
  expect(await tab.store.lock.look()).toMatchObject({ locked: false });
});

test('the other tab hears of it', async () => {
  const { server, phone, lock } = await withPin();
  const tab = await openPhone(server, phone.prefix);
  const heard: boolean[] = [];
  tab.store.subscribe(() => heard.push(true));
  await lock.tryPin(RIGHT);

  await expect.poll(() => heard.length).toBeGreaterThan(0);
});

// Eleven slow checks, on a machine that may be busy.
test('after ten wrong PINs the right one does not open any more, also after a restart', {
  timeout: 60_000,
}, async () => {
  const { server, phone, lock } = await withPin();
  for (let at = 0; at < 10; at += 1) expect(await lock.tryPin(WRONG)).toBe(false);

  expect(await lock.look()).toMatchObject({ left: 0, locked: true });
  expect(await lock.tryPin(RIGHT)).toBe(false);
  const reborn = await openPhone(server, phone.prefix);
  expect(await reborn.store.lock.tryPin(RIGHT)).toBe(false);
});

test('the password opens, takes the forgotten PIN off, and nothing unsent is gone', async () => {
  const { phone, store, lock } = await withPin();
  await phone.signIn();

  expect(await lock.look()).toMatchObject({ way: 'none', locked: false, left: 10 });
  expect(await titles(phone)).toEqual(['Musdes RKP 2027']);
  expect((await store.outbox()).changes).toBe(1);
});

test('signing in while nothing is locked leaves the PIN alone', async () => {
  const { phone, lock } = await withPin();
  await lock.tryPin(RIGHT);
  await phone.signIn();

  expect(await lock.look()).toMatchObject({ way: 'pin', locked: false });
});

test('behind a PIN sending goes on, and an expired token lifts no lock', async () => {
  const { server, phone, store, lock } = await withPin();
  await phone.sync();
  await store.engine.expire();

  expect(server.exchanges()[0]?.changes).toHaveLength(1);
  expect(await store.session()).toMatchObject({ expired: true });
  expect(await lock.look()).toMatchObject({ way: 'pin', locked: true });
});

test('the PIN stands nowhere', async () => {
  const { phone } = await withPin();
  const { openDB } = await import('idb');
  const db = await openDB(`${phone.prefix}-device`);
  const kept = JSON.stringify(await db.get('meta', 'lock:7'));
  db.close();

  expect(kept).not.toContain(RIGHT);
  expect(kept).toContain('"rounds":600000');
});

test('behind the phone’s lock a new start opens nothing, and loses nothing', async () => {
  const { phone, store, lock } = await behindPhoneLock();

  expect(await lock.look()).toMatchObject({ way: 'phone', locked: true, passkey: PASSKEY });
  expect(await store.session()).toBeNull();
  expect(await titles(phone)).toEqual([]);
  await expect(phone.meeting(CANGKUANG)).rejects.toMatchObject({ name: 'KeyAway' });
  expect(await lock.openByPhone(OTHER)).toBe(false);
  expect(await titles(phone)).toEqual([]);

  expect(await lock.openByPhone(SECRET)).toBe(true);
  expect(await titles(phone)).toEqual(['Musdes RKP 2027']);
  expect((await store.outbox()).changes).toBe(1);
  expect(await lock.look()).toMatchObject({ way: 'phone', locked: false });
});

test('behind the phone’s lock a sign-in with the password opens, and takes it off', async () => {
  const { server, phone, lock } = await behindPhoneLock();
  await phone.signIn();

  expect(await titles(phone)).toEqual(['Musdes RKP 2027']);
  expect(await lock.look()).toMatchObject({ way: 'none', locked: false });
  const reborn = await openPhone(server, phone.prefix);
  expect(await titles(reborn)).toEqual(['Musdes RKP 2027']);
});

test('a sign-in that brings another way back opens nothing and alters nothing', async () => {
  const { server, phone, lock } = await behindPhoneLock();
  server.rules.bundleKey = 'cd'.repeat(32);

  await expect(phone.signIn()).rejects.toMatchObject({ name: 'KeyAway' });

  expect(await lock.openByPhone(SECRET)).toBe(true);
  expect(await titles(phone)).toEqual(['Musdes RKP 2027']);
});

test('a later sign-in renews the way back', async () => {
  const { server, phone, lock } = await behindPhoneLock();
  await lock.openByPhone(SECRET);
  server.rules.bundleKey = 'cd'.repeat(32);
  await phone.signIn();
  phone.store.close();

  const reborn = await openPhone(server, phone.prefix);
  expect(await reborn.store.lock.look()).toMatchObject({ way: 'phone', locked: true });
  await reborn.signIn();
  expect(await titles(reborn)).toEqual(['Musdes RKP 2027']);
});

test('a PIN in place of the phone’s lock, and no lock at all, open at the next start', async () => {
  const { server, phone, lock } = await behindPhoneLock();
  await lock.openByPhone(SECRET);
  await lock.setPin(RIGHT);
  const second = await openPhone(server, phone.prefix);
  expect(await second.store.lock.look()).toMatchObject({ way: 'pin', locked: false });
  expect(await titles(second)).toEqual(['Musdes RKP 2027']);
  await second.store.lock.takeOff();

  const third = await openPhone(server, phone.prefix);
  expect(await third.store.lock.look()).toMatchObject({ way: 'none', locked: false });
});

test('a revoked phone keeps the unsent where a later sign-in under a new number finds it', async () => {
  const { server, phone, lock, store } = await behindPhoneLock();
  await lock.openByPhone(SECRET);
  await store.engine.revoke();
  server.rules.bundleKey = 'cd'.repeat(32);
  const reborn = await openPhone(server, phone.prefix);
  await reborn.signIn();

  expect(await titles(reborn)).toEqual(['Musdes RKP 2027']);
});

test('a sign-in of an older server, without a way back, is not put behind the phone’s lock', async () => {
  const { store } = await siti();
  const user = { id: '7', username: 'siti', name: 'Siti' };
  await store.setSession({ token: 'token-of-siti', user });

  expect(await store.lock.bind(PASSKEY, SECRET)).toBe(false);
  expect(await store.lock.look()).toMatchObject({ way: 'none' });
});
