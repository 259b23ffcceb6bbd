import { afterEach, expect, test, vi } from 'vitest';
import { uploads } from '../../src/net/uploads';
import { openShelves, type Phone, siti } from '../phone';
import { CANGKUANG } from '../server';

const DAY = 24 * 3600 * 1000;
const SIZES = { small: 20_000, whole: 50_000 };

function line(type?: string): void {
  vi.stubGlobal('navigator', { connection: type && { type } });
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Of random bytes, so that no two are the same file. */
function picture(size: number, type = 'image/jpeg'): Blob {
  return new Blob([crypto.getRandomValues(new Uint8Array(size))], { type });
}

const keep = ({ store }: Phone) =>
  store.addPhoto(
    CANGKUANG,
    { meeting: 'm' },
    picture(SIZES.small, 'image/webp'),
    picture(SIZES.whole),
  );

/** The bytes that lie on the disk, but for the reserve. */
async function lying(phone: Phone): Promise<number> {
  const db = await openShelves(phone.prefix);
  const keys = await db.raw.getAllKeys('blobs');
  db.close();
  return keys.filter((key) => key !== '__reserve').length;
}

/** A disk that is full for the next write of this store that `hits`. */
function fullOnce(name: string, hits: (key: unknown) => boolean = () => true): void {
  const methods = ['add', 'put'] as const;
  let left = 1;
  for (const how of methods) {
    const really = IDBObjectStore.prototype[how];
    vi.spyOn(IDBObjectStore.prototype, how).mockImplementation(function (
      this: IDBObjectStore,
      ...what: Parameters<IDBObjectStore['add']>
    ) {
      if (this.name === name && hits(what[1]) && left > 0) {
        left -= 1;
        throw new DOMException('full', 'QuotaExceededError');
      }
      return really.apply(this, what);
    });
  }
}

test('the record names the original, which nothing counts as owed', async () => {
  const { phone, store } = await siti();

  const row = await keep(phone);

  expect(row.doc.original).toMatch(/^[0-9a-f]{64}$/);
  expect(row.doc.original).not.toBe(row.doc.sha256);
  expect(await store.original(row.id)).toBe('original');
  expect(await store.outbox()).toMatchObject({ changes: 1, files: 1 });
  expect((await store.parcels.look()).photos).toHaveLength(1);
});

test('the original goes on Wi-Fi alone, after every small photo, and leaves the phone then', async () => {
  const { server, phone, store } = await siti();
  const rows = [await keep(phone), await keep(phone)];
  await phone.sync();
  line('cellular');
  await phone.upload();
  expect(server.files()).toEqual(rows.map(({ doc }) => doc.sha256));

  rows.push(await keep(phone));
  await phone.sync();
  line('wifi');
  await phone.upload();

  const sizes = server
    .asked('/files/')
    .flatMap(({ headers }) => headers.get('Upload-Length') ?? [])
    .map(Number);
  expect(sizes).toEqual([
    ...[SIZES.small, SIZES.small],
    ...[SIZES.small, SIZES.whole, SIZES.whole, SIZES.whole],
  ]);
  expect(new Set(server.files())).toEqual(
    new Set(rows.flatMap(({ doc }) => [doc.sha256, doc.original])),
  );
  for (const row of rows) {
    expect(await store.original(row.id)).toBe('verified');
    expect((await store.photoBlob(row.id))?.size).toBe(SIZES.small);
  }
  expect(await lying(phone)).toBe(3);
});

test('where the line says nothing, it goes when it is asked for, and not for long', async () => {
  const clock = { ms: Date.parse('2026-06-15T05:00:00Z') };
  const { server, phone, store } = await siti(clock);
  await keep(phone);
  await phone.sync();
  await phone.upload();
  expect(server.files()).toHaveLength(1);

  await store.askOriginals();
  clock.ms += 11 * 60 * 1000;
  await phone.upload();
  expect(server.files()).toHaveLength(1);

  await store.askOriginals();
  await phone.upload();
  expect(server.files()).toHaveLength(2);
});

test('who walks out of the Wi-Fi sends the rest in the next one, from the last byte', async () => {
  const { server, phone, store } = await siti();
  const row = await keep(phone);
  await phone.sync();
  await phone.upload();
  line('wifi');
  server.fail('/files/u2', 'reply_lost');
  await phone.upload();
  line('cellular');
  const before = server.asked('/files/').length;
  await phone.upload();
  expect(server.asked('/files/')).toHaveLength(before);

  line('wifi');
  await phone.upload();

  expect(await store.original(row.id)).toBe('verified');
  const sent = server
    .asked('/files/')
    .reduce((sum, one) => sum + (one.method === 'HEAD' ? 0 : (one.body as Uint8Array).length), 0);
  expect(sent).toBeLessThanOrEqual(SIZES.small + SIZES.whole + 16_384);
});

test('in the middle of a file, too, it stops where the Wi-Fi ends', async () => {
  const { server, phone, store } = await siti();
  await keep(phone);
  await phone.sync();
  await phone.upload();
  line('wifi');
  const before = server.asked('/files/').length;

  await uploads(store, { wire: phone.wire, onBytes: () => line('cellular') });

  expect(server.asked('/files/').slice(before)).toMatchObject([{ method: 'POST' }]);
});

test('a full phone gives up originals before anything else', async () => {
  const { phone, store } = await siti();
  const row = await keep(phone);
  await phone.sync();
  await phone.upload();
  fullOnce('outbox');

  const meeting = await phone.meeting(CANGKUANG);

  expect(await store.list('meeting')).toEqual([meeting]);
  expect(await store.original(row.id)).toBeUndefined();
  expect((await store.photoBlob(row.id))?.size).toBe(SIZES.small);
  const db = await openShelves(phone.prefix);
  expect(await db.raw.count('blobs', '__reserve')).toBe(1);
  db.close();
});

test('a photo that finds no room for its original is kept without', async () => {
  const { phone, store } = await siti();
  await store.list('photo');
  fullOnce('blobs', (key) => String(key).endsWith('+'));

  const row = await keep(phone);

  expect(row.doc.original).toBeUndefined();
  expect((await store.photoBlob(row.id))?.size).toBe(SIZES.small);
});

test('an original that found no Wi-Fi is kept for 30 days of the server, whatever the phone’s clock says', async () => {
  const { phone, store } = await siti();
  const row = await keep(phone);
  const first = Date.parse('2031-01-01T00:00:00Z');

  await store.engine.sweep(new Date(first).toISOString());
  await store.engine.sweep(new Date(first + 29 * DAY).toISOString());
  expect(await store.original(row.id)).toBe('original');
  await store.engine.sweep(new Date(first + 31 * DAY).toISOString());

  expect(await store.original(row.id)).toBeUndefined();
});

test('with its photo the original goes too', async () => {
  const { phone, store } = await siti();
  const row = await keep(phone);

  await store.remove('photo', CANGKUANG, row.id);
  await store.engine.sweep(new Date().toISOString());

  expect(await lying(phone)).toBe(0);
});

test('a lost phone that has sealed its work keeps no original', async () => {
  const { phone, store } = await siti();
  await keep(phone);
  const db = await openShelves(phone.prefix);
  await store.engine.revoke(true);
  const load = await store.engine.onlyHere();
  if (!load) throw new Error('nothing to seal');

  expect(await store.engine.wipeSealed(load)).toBe(true);

  expect((await db.raw.getAllKeys('blobs')).filter((key) => key !== '__reserve')).toEqual([]);
  db.close();
});

test('who signs out leaves no original behind', async () => {
  const { phone, store } = await siti();
  await keep(phone);
  await phone.sync();
  await phone.upload();

  await store.engine.leave();
  await phone.signIn();

  expect(await lying(phone)).toBe(0);
});
