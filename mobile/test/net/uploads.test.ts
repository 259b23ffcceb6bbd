import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { uploads } from '../../src/net/uploads';
import { openPhone, siti } from '../phone';
import { CANGKUANG, problem } from '../server';

function picture(size: number, fill = 7): Blob {
  return new Blob([new Uint8Array(size).fill(fill)], { type: 'image/webp' });
}

async function sha256(blob: Blob): Promise<string> {
  return createHash('sha256')
    .update(Buffer.from(await blob.arrayBuffer()))
    .digest('hex');
}

test('a photo is a record and its bytes, saved together', async () => {
  const { server, phone, store } = await siti();
  const blob = picture(50_000);
  const row = await store.addPhoto(CANGKUANG, { meeting: 'm', purpose: 'banner' }, blob);
  store.close();

  const { store: reborn } = await openPhone(server, phone.prefix);

  expect((await reborn.get('photo', row.id))?.doc).toEqual({
    meeting: 'm',
    purpose: 'banner',
    sha256: await sha256(blob),
    size: 50_000,
    media_type: 'image/webp',
  });
  expect(await sha256((await reborn.photoBlob(row.id)) ?? new Blob())).toBe(await sha256(blob));
  expect(await reborn.outbox()).toMatchObject({ changes: 1, files: 1 });
});

test('text goes before photos, and the photo arrives whole', async () => {
  const { server, phone, store } = await siti();
  const blob = picture(50_000);
  await store.addPhoto(CANGKUANG, { meeting: 'm' }, blob);

  await phone.upload();
  expect(server.asked('/files/')).toEqual([]);
  await phone.sync();
  await phone.upload();

  expect(server.files()).toEqual([await sha256(blob)]);
  expect(await store.outbox()).toMatchObject({ changes: 0, files: 0, bytes: 0 });
  const [first] = server.asked('/files/');
  expect(first?.headers.get('Upload-Length')).toBe('50000');
});

test('no chunk is larger than 16 KB', async () => {
  const { server, phone, store } = await siti();
  await store.addPhoto(CANGKUANG, { meeting: 'm' }, picture(50_000));
  await phone.sync();

  await phone.upload();

  const sizes = server.asked('/files/').map((one) => (one.body as Uint8Array).length);
  expect(sizes).toEqual([16_384, 16_384, 16_384, 848]);
});

test('bytes stay on the phone until the server has verified them', async () => {
  const { server, phone, store } = await siti();
  const row = await store.addPhoto(CANGKUANG, { meeting: 'm' }, picture(50_000));
  await phone.sync();
  server.fail('/files/', 'no_signal');

  expect(await phone.upload()).toEqual({ phase: 'offline' });

  expect((await store.outbox()).files).toBe(1);
  expect((await store.photoBlob(row.id))?.size).toBe(50_000);
  expect(await store.unsentPhotos()).toEqual(new Set([row.id]));
});

test('after a cut it goes on where the server is, at most one chunk twice', async () => {
  const { server, phone, store } = await siti();
  const blob = picture(60_000);
  await store.addPhoto(CANGKUANG, { meeting: 'm' }, blob);
  await phone.sync();
  server.fail('/files/u1', 'reply_lost');
  expect(await phone.upload()).toEqual({ phase: 'offline' });
  store.close();

  const reborn = await openPhone(server, phone.prefix);
  await reborn.upload();

  expect(server.files()).toEqual([await sha256(blob)]);
  const sent = server
    .asked('/files/')
    .reduce((sum, one) => sum + (one.method === 'HEAD' ? 0 : (one.body as Uint8Array).length), 0);
  expect(sent).toBeLessThanOrEqual(60_000 + 16_384);
});

test('an upload that the server has forgotten begins anew', async () => {
  const { server, phone, store } = await siti();
  const blob = picture(40_000);
  await store.addPhoto(CANGKUANG, { meeting: 'm' }, blob);
  await phone.sync();
  server.fail(
    '/files/u1',
    () => new Response(null, { status: 404, headers: { 'Tus-Resumable': '1.0.0' } }),
  );

  await phone.upload();

  expect(server.files()).toEqual([await sha256(blob)]);
});

test('an upload that expired while the phone was away begins anew', async () => {
  const { server, phone, store } = await siti();
  const blob = picture(40_000);
  await store.addPhoto(CANGKUANG, { meeting: 'm' }, blob);
  await phone.sync();
  server.fail('/files/u1', 'no_signal');
  await phone.upload();
  server.expire();

  await phone.upload();

  expect(server.files()).toEqual([await sha256(blob)]);
});

test('one photo that fails holds up neither the others nor the text', async () => {
  const { server, phone, store } = await siti();
  await store.addPhoto(CANGKUANG, { meeting: 'm' }, picture(10_000, 1));
  const good = picture(10_000, 2);
  await store.addPhoto(CANGKUANG, { meeting: 'm' }, good);
  await phone.sync();
  server.fail('/files/', problem(422, 'not_a_picture'));

  expect(await phone.upload()).toEqual({ phase: 'idle' });

  expect(server.files()).toEqual([await sha256(good)]);
  expect((await store.outbox()).files).toBe(1);
  await phone.meeting(CANGKUANG);
  expect(await phone.sync()).toEqual({ phase: 'idle' });
});

test('a photo that failed is tried again later, not at once', async () => {
  const clock = { ms: Date.UTC(2026, 10, 23) };
  const { server, phone, store } = await siti(clock);
  await store.addPhoto(CANGKUANG, { meeting: 'm' }, picture(10_000));
  await phone.sync();
  server.fail('/files/', problem(422, 'not_a_picture'));
  await phone.upload();

  await phone.upload();
  expect(server.files()).toEqual([]);
  clock.ms += 5 * 60_000;
  await phone.upload();

  expect(server.files()).toHaveLength(1);
});

test('text that comes up meanwhile goes first', async () => {
  const { server, phone, store } = await siti();
  await store.addPhoto(CANGKUANG, { meeting: 'm' }, picture(60_000));
  await phone.sync();
  let chunks = 0;
  const interrupted = () => chunks >= 2;
  const onBytes = () => {
    chunks += 1;
  };

  await uploads(store, { wire: phone.wire, interrupted, onBytes });
  expect(server.asked('/files/')).toHaveLength(2);
  await phone.upload();

  expect(server.files()).toHaveLength(1);
});

test('an expired token stops the photos too, and they are kept', async () => {
  const { server, phone, store } = await siti();
  await store.addPhoto(CANGKUANG, { meeting: 'm' }, picture(10_000));
  await phone.sync();
  server.fail('/files/', problem(401, 'token_expired'));

  expect(await phone.upload()).toEqual({ phase: 'signin' });

  expect((await store.session())?.expired).toBe(true);
  expect((await store.outbox()).files).toBe(1);
});

test('a portal in the place of the server is not a verified photo', async () => {
  const { server, phone, store } = await siti();
  await store.addPhoto(CANGKUANG, { meeting: 'm' }, picture(10_000));
  await phone.sync();
  server.fail(
    '/files/',
    () => new Response('<html>', { headers: { 'Content-Type': 'text/html' } }),
  );

  expect(await phone.upload()).toEqual({ phase: 'portal' });

  expect((await store.outbox()).files).toBe(1);
});

test('a server that a backup brought back is offered the photos again, and gets only what it lacks', async () => {
  const { server, phone, store } = await siti();
  await store.addPhoto(CANGKUANG, { meeting: 'm' }, picture(40_000));
  await phone.sync();
  await phone.upload();
  const [before] = server.files();
  server.restore(0);
  server.expire();
  expect(server.files()).toEqual([]);

  await phone.sync();
  expect((await store.outbox()).files).toBe(1);
  await phone.upload();

  expect(server.files()).toEqual([before]);
  expect(await store.outbox()).toMatchObject({ changes: 0, files: 0 });
  const first = server.asked('/files/').find((asked, at) => at > 2 && asked.method === 'POST');
  expect(first?.body).toHaveLength(0);
});

test('a photo whose bytes the phone gave up for room is not owed after a backup', async () => {
  const { server, phone, store } = await siti();
  await store.addPhoto(CANGKUANG, { meeting: 'm' }, picture(1000));
  await phone.sync();
  await phone.upload();
  server.rules.clock = '2027-01-23T03:15:40Z';
  await phone.sync();
  server.restore(0);

  await phone.sync();

  expect((await store.outbox()).files).toBe(0);
});

test('a photo taken and removed before it was sent leaves nothing; undo brings its bytes back', async () => {
  const { server, phone, store } = await siti();
  const blob = picture(10_000);
  const row = await store.addPhoto(CANGKUANG, { meeting: 'm' }, blob);
  const { undo } = await store.remove('photo', CANGKUANG, row.id);
  expect(await store.outbox()).toMatchObject({ changes: 0, files: 0 });
  expect(await store.photoBlob(row.id)).toBeUndefined();

  await undo();
  await phone.sync();
  await phone.upload();

  expect(server.files()).toEqual([await sha256(blob)]);
});
