/** What somebody finds who reads the phone's disk instead of its screen. */

import { deleteDB, openDB } from 'idb';
import { expect, test } from 'vitest';
import { createCipher, KEY_BYTES } from '../../src/store/cipher';
import { openPhone, openShelves, siti } from '../phone';
import { CANGKUANG, createServer } from '../server';

const NAME = 'Oneng Rohmaniah';

/**
 * Everything in the phone's databases, as text; bytes as the characters that they would show. Without the
 * reserve, which holds nothing: in a megabyte of sealed bytes any four letters come up by chance.
 */
async function disk(prefix: string): Promise<string> {
  const found: string[] = [];
  for (const { name = '' } of await indexedDB.databases()) {
    if (!name.startsWith(`${prefix}-`)) continue;
    const db = await openDB(name);
    for (const store of db.objectStoreNames) {
      const keys = await db.getAllKeys(store);
      const values = await db.getAll(store);
      found.push(shown(keys), shown(values.filter((_, at) => keys[at] !== '__reserve')));
    }
    db.close();
  }
  return found.join('\n');
}

function shown(value: unknown): string {
  if (value instanceof ArrayBuffer) return shown(new Uint8Array(value));
  if (ArrayBuffer.isView(value)) return new TextDecoder('latin1').decode(value);
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, part]) => `${key}:${shown(part)}`)
    .join(',');
}

test('nothing that was recorded, and no token, can be read on the disk', async () => {
  const { server, phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG, 'Musdes rahasia');
  await store.save('attendance', CANGKUANG, null, { meeting: meeting.id, name: NAME });
  await store.addPhoto(CANGKUANG, { caption: 'Rahasia' }, new Blob(['bytes of Oneng Rohmaniah']));
  await store.parcels.keep(
    {
      id: 'a'.repeat(64),
      by: NAME,
      made_at: '',
      villages: [],
      changes: 1,
      photos: 0,
      size: 15,
      kept_at: '',
      state: 'waiting',
    },
    new Blob([NAME]),
  );
  const unsent = await disk(phone.prefix);
  await phone.sync();
  const sent = await disk(phone.prefix);

  expect(server.doc(meeting.id)?.title).toBe('Musdes rahasia');
  for (const found of [unsent, sent]) {
    expect(found).not.toMatch(/oneng|rahasia|token-of|siti|name/i);
    expect(found).toContain(meeting.id);
  }
});

test('what is looked up in clear names records, villages and kinds, and nothing else', async () => {
  const { phone, store } = await siti();
  await phone.meeting(CANGKUANG);
  const shelves = await openShelves(phone.prefix);
  const rows = await shelves.raw.getAll('rows');
  shelves.close();

  const [row] = await store.list('meeting');
  expect(rows.map(({ keys, kind, id }) => ({ keys, kind, id }))).toEqual([
    { keys: [`*@${CANGKUANG}`, `meeting@${CANGKUANG}`], kind: 'meeting', id: row?.id },
  ]);
  expect(Object.keys(rows[0] ?? {}).sort()).toEqual(['$', 'id', 'keys', 'kind']);
});

test('a sealed value that was put in another’s place, or altered, does not open', async () => {
  const { phone, store } = await siti();
  const one = await store.save('attendance', CANGKUANG, null, { meeting: 'm', name: 'Satu' });
  const two = await store.save('attendance', CANGKUANG, null, { meeting: 'm', name: 'Dua' });
  const { raw, close } = await openShelves(phone.prefix);
  const kept = await raw.get('rows', ['attendance', one.id]);
  const other = await raw.get('rows', ['attendance', two.id]);
  if (!kept || !other) throw new Error('two rows');
  await raw.put('rows', { ...other, id: one.id });
  close();

  await expect(store.get('attendance', one.id)).rejects.toThrow();
  expect((await store.get('attendance', two.id))?.doc.name).toBe('Dua');
});

test('the same value is never sealed to the same bytes', () => {
  const cipher = createCipher(new Uint8Array(KEY_BYTES));
  const [one, two] = [1, 2].map(() => cipher.seal('meta', 'same', 'k'));

  expect(one?.$).not.toEqual(two?.$);
  expect([one, two].map((each) => cipher.open('meta', each, 'k'))).toEqual(['same', 'same']);
  expect(() => createCipher(new Uint8Array(32).fill(1)).open('meta', one, 'k')).toThrow();
});

test('each list read shows the newest, although opened rows are kept', async () => {
  const { store } = await siti();
  const row = await store.save('attendance', CANGKUANG, null, { meeting: 'm', name: 'Satu' });
  await store.list('attendance');
  await store.save('attendance', CANGKUANG, row.id, { name: 'Dua' });

  expect((await store.list('attendance')).map(({ doc }) => doc.name)).toEqual(['Dua']);
});

test('two people on one phone have a key each, and each finds what is theirs', async () => {
  const { server, phone, store } = await siti();
  await store.save('attendance', CANGKUANG, null, { meeting: 'm', name: NAME });
  const dadang = { id: '8', username: 'dadang', name: 'Dadang' };
  await store.setSession({ token: 'token-of-dadang', user: dadang });
  await store.save('attendance', CANGKUANG, null, { meeting: 'm', name: 'Dadang' });
  const his = await store.list('attendance');
  const hers = await openShelves(phone.prefix, '7');
  const foreign = await openShelves(phone.prefix, '8');
  const [kept] = await hers.raw.getAll('rows');
  hers.close();
  foreign.close();
  await phone.signIn('siti');

  expect(his.map(({ doc }) => doc.name)).toEqual(['Dadang']);
  expect(() => foreign.cipher?.open('rows', kept)).toThrow();
  const reborn = await openPhone(server, phone.prefix);
  expect((await reborn.store.list('attendance')).map(({ doc }) => doc.name)).toEqual([NAME]);
});

/** A phone of the app's second layout, which kept everything plain. */
async function plainPhone(prefix: string): Promise<void> {
  const row = {
    kind: 'attendance',
    village: CANGKUANG,
    version: 0,
    stored: null,
    pending: true,
    keys: [`*@${CANGKUANG}`, `attendance@${CANGKUANG}`],
  };
  const change = { kind: 'attendance', village: CANGKUANG, base: 0, state: 'unsent' };
  const upgrade = (made: Awaited<ReturnType<typeof openDB>>) => {
    made
      .createObjectStore('rows', { keyPath: ['kind', 'id'] })
      .createIndex('keys', 'keys', { multiEntry: true });
    const outbox = made.createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true });
    outbox.createIndex('id', 'id', { unique: true });
    outbox.createIndex('record', 'record');
    made.createObjectStore('attention', { keyPath: 'id' }).createIndex('record', 'record');
    made.createObjectStore('sent', { keyPath: 'seq' }).createIndex('village', 'village');
    made.createObjectStore('files', { keyPath: 'id' });
    made.createObjectStore('blobs');
    made.createObjectStore('meta');
    made.createObjectStore('parcels', { keyPath: 'id' });
    made.createObjectStore('pieces');
  };
  const device = await openDB(`${prefix}-device`, 2, { upgrade });
  await device.put('meta', '0192f0c0-0000-7000-8000-00000000dddd', 'device');
  const user = { id: '7', username: 'siti', name: 'Siti' };
  await device.put('meta', { token: 'token-of-siti', user }, 'session');
  device.close();
  const db = await openDB(`${prefix}-7`, 2, { upgrade });
  for (let at = 0; at < 230; at += 1) {
    const id = `0192f0c0-0000-7000-8000-${String(at).padStart(12, '0')}`;
    const doc = { meeting: 'm', name: `${NAME} ${at}` };
    const made_at = '2026-11-20T03:00:00Z';
    await db.put('rows', { ...row, id, doc });
    await db.put('outbox', { ...change, id: `c${at}`, record: id, made_at, set: doc });
  }
  const file = { id: 'f1', village: CANGKUANG, sha256: 'x', size: 15, media_type: 'image/webp' };
  await db.put('files', { ...file, state: 'waiting', offset: 0, tries: 0 });
  await db.put('blobs', new TextEncoder().encode(NAME).buffer, 'f1');
  await db.put('meta', { name: NAME }, 'own:draft');
  db.close();
}

test('what version 2 left plain is all there at once, sealed soon after, and sent', async () => {
  await plainPhone('plain');
  expect(await disk('plain')).toContain(NAME);
  const server = createServer();

  const { store, sync } = await openPhone(server, 'plain');
  const names = (await store.list('attendance')).map(({ doc }) => doc.name);
  expect(names).toEqual(Array.from({ length: 230 }, (_, at) => `${NAME} ${at}`));
  expect(await (await store.photoBlob('f1'))?.text()).toBe(NAME);

  await expect.poll(() => disk('plain'), { timeout: 5000 }).not.toMatch(/oneng|token|__plain/i);
  expect((await store.list('attendance')).map(({ doc }) => doc.name)).toEqual(names);
  expect(await store.getMeta('draft')).toEqual({ name: NAME });
  expect(await (await store.photoBlob('f1'))?.text()).toBe(NAME);
  await sync();

  expect((await store.outbox()).changes).toBe(0);
  expect(server.doc('0192f0c0-0000-7000-8000-000000000229')?.name).toBe(`${NAME} 229`);
});

test('an app that is closed in the middle of sealing goes on at the next start', async () => {
  await plainPhone('halfway');
  const server = createServer();
  const first = await openPhone(server, 'halfway');
  await first.store.list('attendance');
  first.store.close();
  const left = await disk('halfway');

  const second = await openPhone(server, 'halfway');
  expect(await second.store.list('attendance')).toHaveLength(230);

  expect(left).toMatch(/__plain/);
  await expect.poll(() => disk('halfway'), { timeout: 5000 }).not.toMatch(/oneng|__plain/i);
  expect(await second.store.list('attendance')).toHaveLength(230);
});

test('without the wrapped key nothing opens: the databases alone are of no use', async () => {
  const { server, phone, store } = await siti();
  await phone.meeting(CANGKUANG);
  store.close();
  await deleteDB(`${phone.prefix}-device`);

  const reborn = await openPhone(server, phone.prefix);
  await reborn.signIn('siti');

  await expect(reborn.store.list('meeting')).rejects.toThrow();
});
