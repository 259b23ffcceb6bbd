/** A phone whose databases were made by an earlier version of the app. */

import { openDB } from 'idb';
import { expect, test } from 'vitest';
import { openPhone } from '../phone';
import { CANGKUANG, createServer } from '../server';

/** The layout of version 1, as it was. */
async function versionOne(
  name: string,
  fill: (db: Awaited<ReturnType<typeof openDB>>) => Promise<void>,
) {
  const db = await openDB(name, 1, {
    upgrade: (made) => {
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
    },
  });
  await fill(db);
  db.close();
}

test('a queue that an earlier version left is sent, not lost', async () => {
  const set = { title: 'Musdes lama', type: 'musdes_rkp', fiscal_year: 2027 };
  const record = '0192f0c0-0000-7000-8000-00000000aaaa';
  await versionOne('old-device', async (db) => {
    await db.put('meta', '0192f0c0-0000-7000-8000-00000000dddd', 'device');
    await db.put(
      'meta',
      { token: 'token-of-siti', user: { id: '7', username: 'siti', name: 'Siti' } },
      'session',
    );
  });
  await versionOne('old-7', async (db) => {
    const made_at = '2026-11-20T03:00:00Z';
    const change = {
      id: 'c1',
      kind: 'meeting',
      record,
      village: CANGKUANG,
      base: 0,
      made_at,
      set,
      state: 'unsent',
    };
    await db.put('outbox', change);
    const row = {
      kind: 'meeting',
      id: record,
      village: CANGKUANG,
      version: 0,
      stored: null,
      doc: set,
      pending: true,
    };
    await db.put('rows', { ...row, keys: [`*@${CANGKUANG}`, `meeting@${CANGKUANG}`] });
  });
  const server = createServer();

  const { store, sync } = await openPhone(server, 'old');
  expect(await store.list('meeting')).toMatchObject([{ id: record, doc: set, pending: true }]);
  expect(await store.parcels.list()).toEqual([]);
  await sync();

  expect(server.doc(record)).toEqual(set);
  expect((await store.outbox()).changes).toBe(0);
});
