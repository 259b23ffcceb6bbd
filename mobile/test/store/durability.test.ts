import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test, vi } from 'vitest';
import { openDatabase, read } from '../../src/store/database';
import { siti } from '../phone';
import { CANGKUANG } from '../server';

const sources = ['core', 'store', 'net', 'parcels', 'practice', 'ui', 'sw', 'i18n'].flatMap(
  (floor) => {
    const dir = join('src', floor);
    return readdirSync(dir, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(dir, name));
  },
);

/** Files outside the one door that match. */
function elsewhere(pattern: RegExp): readonly string[] {
  return sources.filter(
    (file) => file !== 'src/store/database.ts' && pattern.test(readFileSync(file, 'utf8')),
  );
}

test('there is no way to the disk but the one strict door', () => {
  expect(elsewhere(/\.transaction\(/)).toEqual([]);
  expect(elsewhere(/\b(db|database)\.(put|add|delete|clear)\(/)).toEqual([]);
  expect(elsewhere(/indexedDB|openDB|sessionStorage/)).toEqual([]);
});

test('outside of the records lie only the few words that must outlive them', () => {
  expect(elsewhere(/localStorage/)).toEqual(['src/ui/live/outside.ts']);
  const users = elsewhere(/from '[./]+outside'/);
  expect(users).toEqual(['src/ui/live/evicted.ts', 'src/ui/live/left.ts']);
});

test('the only writing transaction asks for the disk itself', () => {
  const door = readFileSync('src/store/database.ts', 'utf8');
  const writing = [...door.matchAll(/\.transaction\(.*'readwrite'(.*)\)/g)].map(
    ([, options]) => options,
  );

  expect(writing).toEqual([", { durability: 'strict' }"]);
});

afterEach(() => vi.restoreAllMocks());

/** A disk that is full for so many writes of this store. */
function fullDisk(name: string, times: number, how: 'add' | 'put' = 'add'): void {
  const really = IDBObjectStore.prototype[how];
  let left = times;
  vi.spyOn(IDBObjectStore.prototype, how).mockImplementation(function (
    this: IDBObjectStore,
    ...what: Parameters<IDBObjectStore['add']>
  ) {
    if (this.name === name && left > 0) {
      left -= 1;
      throw new DOMException('full', 'QuotaExceededError');
    }
    return really.apply(this, what);
  });
}

test.each([
  ['the reserve is given up for it', 1],
  ['also where the browser counts only later what was given up', 3],
])('a full phone still saves text: %s', async (_, times) => {
  const { phone, store } = await siti();
  await store.list('meeting');
  fullDisk('outbox', times);

  const row = await phone.meeting(CANGKUANG);

  expect(await store.list('meeting')).toEqual([row]);
});

test('a phone with no room at all says so, and nothing is half there', async () => {
  const { phone, store } = await siti();
  fullDisk('outbox', Number.POSITIVE_INFINITY);

  await expect(phone.meeting(CANGKUANG)).rejects.toMatchObject({ name: 'StorageFull' });

  expect(await store.list('meeting')).toEqual([]);
  expect((await store.outbox()).changes).toBe(0);
});

test('a colleague’s file that finds no room leaves nothing, and own text still has its reserve', async () => {
  const { phone, store } = await siti();
  await store.list('meeting');
  const file = new Blob([new Uint8Array(1000)]);
  const state = 'waiting' as const;
  const parcel = { by: '', made_at: '', villages: [], changes: 0, photos: 0, kept_at: '', state };
  fullDisk('pieces', 1, 'put');

  const keeping = store.parcels.keep({ ...parcel, id: 'a', size: file.size }, file);
  await expect(keeping).rejects.toMatchObject({ name: 'StorageFull' });
  vi.restoreAllMocks();
  fullDisk('outbox', 1);
  const row = await phone.meeting(CANGKUANG);

  expect(await store.parcels.list()).toEqual([]);
  expect(await store.list('meeting')).toEqual([row]);
  expect(await reserveOf(phone.prefix)).toBe(0);
});

test('without any trouble the reserve is there', async () => {
  const { phone, store } = await siti();
  const file = new Blob([new Uint8Array(1000)]);
  const state = 'waiting' as const;
  const parcel = { by: '', made_at: '', villages: [], changes: 0, photos: 0, kept_at: '', state };
  fullDisk('pieces', 1, 'put');

  await store.parcels.keep({ ...parcel, id: 'a', size: file.size }, file).catch(() => {});

  expect(await reserveOf(phone.prefix)).toBe(1);
});

test('the reserve takes the room that it is to give back: a browser cannot pack it', async () => {
  const { phone, store } = await siti();
  await store.list('meeting');
  const db = await openDatabase(`${phone.prefix}-7`);
  const raw = await db.raw.get('blobs', '__reserve');
  db.close();

  const bytes = new Uint8Array(Object.values(raw as object)[0] ?? raw);
  expect(gzipSync(bytes).length).toBeGreaterThan(250 * 1024);
});

test('a photograph lays the reserve anew where text has used it up', async () => {
  const { phone, store } = await siti();
  await store.list('meeting');
  fullDisk('outbox', 1);
  const row = await phone.meeting(CANGKUANG);
  vi.restoreAllMocks();
  expect(await reserveOf(phone.prefix)).toBe(0);

  await store.addPhoto(CANGKUANG, { meeting: row.id }, new Blob(['x'], { type: 'image/webp' }));

  expect(await reserveOf(phone.prefix)).toBe(1);
});

async function reserveOf(prefix: string): Promise<number> {
  const db = await openDatabase(`${prefix}-7`);
  const kept = await read(db, (tx) => tx.objectStore('blobs').count('__reserve'));
  db.close();
  return kept;
}
