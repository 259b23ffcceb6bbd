import { expect, test } from 'vitest';
import { fetchReference } from '../../src/net/reference';
import { siti } from '../phone';
import { json } from '../server';

const CODES = [
  { code: '2.3.10', name: 'Jalan desa', level: 'kegiatan', parent: '2.3', sector: '' },
];

test('account codes come once, and again only when the server has others', async () => {
  const { server, phone, store } = await siti();
  server.fail(
    '/account-codes',
    () => json(CODES, 200, { ETag: '"v1"' }),
    () => new Response(null, { status: 304 }),
  );

  expect(await fetchReference(store, phone.wire)).toBe(true);
  expect(await fetchReference(store, phone.wire)).toBe(true);

  expect(await store.accountCodes()).toEqual(CODES);
  const [first, second] = server.asked('/account-codes');
  expect(first?.headers.get('If-None-Match')).toBeNull();
  expect(second?.headers.get('If-None-Match')).toBe('"v1"');
});

test('a failure leaves the codes that are there', async () => {
  const { server, phone, store } = await siti();
  await store.setAccountCodes(CODES, '"v1"');
  server.fail('/account-codes', 'no_signal');

  expect(await fetchReference(store, phone.wire)).toBe(false);

  expect(await store.accountCodes()).toEqual(CODES);
});

test('customs of the kabupaten are kept with their etag, and asked for again by it', async () => {
  const { server, phone, store } = await siti();
  server.rules.customs = [{ kabupaten: '13.06', villages: ['v'], terms: null, rules: [] }];
  server.fail(
    '/account-codes',
    () => json(CODES),
    () => json(CODES),
  );

  await fetchReference(store, phone.wire);
  server.fail('/customs', () => new Response(null, { status: 304 }));
  expect(await fetchReference(store, phone.wire)).toBe(true);

  expect(await store.getMeta('customs')).toEqual({ etag: '"c1"', list: server.rules.customs });
  const [first, second] = server.asked('/customs');
  expect(first?.headers.get('If-None-Match')).toBeNull();
  expect(second?.headers.get('If-None-Match')).toBe('"c1"');
});

test('a portal in place of the customs leaves those that are there', async () => {
  const { server, phone, store } = await siti();
  server.fail(
    '/account-codes',
    () => json(CODES),
    () => json(CODES),
  );
  await fetchReference(store, phone.wire);
  server.fail('/customs', () => json({ hello: 'wifi' }));

  expect(await fetchReference(store, phone.wire)).toBe(false);

  expect(await store.getMeta('customs')).toEqual({ etag: '"c1"', list: [] });
});
