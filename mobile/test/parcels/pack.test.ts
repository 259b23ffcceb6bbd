/** Writing everything unsent to a file, and what the phone sends by itself afterwards. */

import { createHash, createHmac } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Change } from '../../src/core/types';
import { fileName, measure, pack, readParcel } from '../../src/parcels';
import { openPhone, type Phone, siti } from '../phone';
import { CANGKUANG, NGUMBUL, problem } from '../server';

const picture = (size: number, fill = 7) =>
  new Blob([new Uint8Array(size).fill(fill)], { type: 'image/webp' });

interface Line {
  readonly part?: string;
  readonly size?: number;
  readonly [name: string]: unknown;
}

/** The file read line by line, from docs/sneakernet.md alone. */
async function opened(blob: Blob) {
  const bytes = Buffer.from(await blob.arrayBuffer());
  const parts: { said: Line; data: Buffer }[] = [];
  let at = bytes.indexOf(10) + 1;
  const line = (): Line => {
    const end = bytes.indexOf(10, at);
    const text = bytes.subarray(at, end).toString();
    at = end + 1;
    return JSON.parse(text);
  };
  const head = line();
  for (;;) {
    const start = at;
    const said = line();
    if (said.part === 'end') {
      const sum = createHash('sha256').update(bytes.subarray(0, start)).digest('hex');
      return { head, parts, end: said, sum, rest: bytes.length - at };
    }
    parts.push({ said, data: bytes.subarray(at, at + (said.size ?? 0)) });
    at += (said.size ?? 0) + 1;
  }
}

async function changesIn(blob: Blob): Promise<readonly Change[]> {
  const { parts } = await opened(blob);
  return parts
    .filter(({ said }) => said.part === 'exchange')
    .flatMap(({ said, data }) => {
      const text = said.encoding === 'gzip' ? gunzipSync(data) : data;
      return JSON.parse(text.toString()).changes as Change[];
    });
}

test('everything unsent and every photo is in it, signed', async () => {
  const { server, phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG);
  const there = await phone.meeting(NGUMBUL, 'Musdes di sebelah');
  await store.addPhoto(CANGKUANG, { meeting: meeting.id }, picture(50_000));

  const { blob } = await pack(store, { withPhotos: true });

  const session = await store.session();
  const { head, parts, end, sum, rest } = await opened(blob);
  expect(head).toMatchObject({ device: session?.device, user: '7', name: 'siti' });
  expect(parts.map(({ said }) => said.part)).toEqual(['exchange', 'file']);
  expect(parts[1]?.said).toMatchObject({ media_type: 'image/webp', village: CANGKUANG });
  expect(
    createHash('sha256')
      .update(parts[1]?.data ?? '')
      .digest('hex'),
  ).toBe(parts[1]?.said.sha256);
  expect([end.parts, end.sha256, rest]).toEqual([2, sum, 0]);
  const key = Buffer.from(server.rules.bundleKey ?? '', 'hex');
  expect(end.hmac).toBe(createHmac('sha256', key).update(sum).digest('hex'));
  const changes = await changesIn(blob);
  expect(changes.map(({ record, village }) => [record, village]).slice(0, 2)).toEqual([
    [meeting.id, CANGKUANG],
    [there.id, NGUMBUL],
  ]);
  expect(changes.map(({ kind }) => kind)).toEqual(['meeting', 'meeting', 'photo']);
});

test('writing takes nothing out of the outbox', async () => {
  const { phone, store } = await siti();
  await phone.meeting(CANGKUANG);
  await store.addPhoto(CANGKUANG, { meeting: 'm' }, picture(1000));

  await pack(store, { withPhotos: true });

  expect(await store.outbox()).toMatchObject({ changes: 2, files: 1 });
});

test('what stands in the file never alters: later edits are changes of their own', async () => {
  const { server, phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG);
  const { blob } = await pack(store, { withPhotos: false });
  const [written] = await changesIn(blob);

  await store.save('meeting', CANGKUANG, meeting.id, { place: 'Masjid' });
  await store.save('meeting', CANGKUANG, meeting.id, { number: '7' });
  const again = await changesIn((await pack(store, { withPhotos: false })).blob);
  await phone.sync();

  expect(again.map(({ id }) => id)).toEqual([written?.id, again[1]?.id]);
  expect(again[0]).toEqual(written);
  const sent = server.exchanges().flatMap((body) => body.changes);
  expect(sent.find(({ id }) => id === written?.id)).toEqual(written);
  expect(server.doc(meeting.id)).toEqual({ ...meeting.doc, place: 'Masjid', number: '7' });
  expect((await store.outbox()).changes).toBe(0);
});

/** The server takes the file's changes in, as the Python tests prove that it does. */
async function carriedTo({ store, wire }: Phone, blob: Blob): Promise<void> {
  const device = (await store.session())?.device ?? '';
  await wire.fetch('/api/sync/v1/exchange', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      device,
      access: '',
      cursors: {},
      changes: await changesIn(blob),
      limit: 500,
    }),
  });
}

test('when the server has the file already, the phone is told so and everything comes to rest', async () => {
  const { server, phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG);
  await pack(store, { withPhotos: false });
  await store.save('meeting', CANGKUANG, meeting.id, { place: 'Masjid' });
  const { blob } = await pack(store, { withPhotos: false });
  await carriedTo(phone, blob);
  const before = server.doc(meeting.id);

  await phone.sync();

  expect(await store.outbox()).toMatchObject({ changes: 0, conflicts: [], rejected: [] });
  expect(server.doc(meeting.id)).toEqual(before);
  expect((await store.get('meeting', meeting.id))?.doc).toEqual(before);
});

test('an edit after a change that is held is no draft: it goes, and is held too', async () => {
  const { server, phone, store } = await siti();
  server.rules.hold = () => 'assignment_ended';
  const meeting = await phone.meeting(CANGKUANG);
  await pack(store, { withPhotos: false });
  await store.save('meeting', CANGKUANG, meeting.id, { place: 'Masjid' });
  await phone.sync();

  await store.save('meeting', CANGKUANG, meeting.id, { number: '7' });
  await phone.sync();

  const sent = server.exchanges().flatMap((body) => body.changes.map(({ set }) => set));
  expect(sent).toEqual([meeting.doc, { place: 'Masjid' }, { number: '7' }]);
  expect((await store.outbox()).changes).toBe(0);
});

test('a photo that the file may have brought is asked about before a byte of it is sent', async () => {
  const { server, phone, store } = await siti();
  await store.addPhoto(CANGKUANG, { meeting: 'm' }, picture(40_000));
  const { load } = await pack(store, { withPhotos: true });
  await store.parcels.handedOn(load, last('a'));
  await phone.sync();

  await phone.upload();

  const [first, ...more] = server.asked('/files/');
  expect([first?.method, first?.headers.get('Upload-Length')]).toEqual(['POST', '40000']);
  expect(first?.body).toHaveLength(0);
  expect(more.map(({ method }) => method)).toEqual(['PATCH', 'PATCH', 'PATCH']);
  expect((await store.outbox()).files).toBe(0);
});

function last(name: string) {
  return { at: '2026-11-23T03:00:00Z', name, size: 10, changes: 1, photos: 0 };
}

test('the phone tells what was recorded since the last file', async () => {
  const { server, phone, store } = await siti();
  await phone.meeting(CANGKUANG);
  await store.addPhoto(CANGKUANG, { meeting: 'm' }, picture(1000));
  expect((await store.outbox()).unwritten).toMatchObject({ changes: 2, files: 1 });
  const text = await pack(store, { withPhotos: false });
  await store.parcels.handedOn(text.load, last('teks'));
  expect((await store.outbox()).unwritten).toMatchObject({ changes: 0, files: 1 });

  await phone.meeting(CANGKUANG, 'Sesudahnya');
  store.close();
  const { store: reborn } = await openPhone(server, phone.prefix);

  await reborn.save('meeting', CANGKUANG, null, { place: 'Belum lengkap' });
  expect((await reborn.outbox()).unwritten).toMatchObject({ changes: 1, files: 1 });
  expect(await reborn.parcels.lastFile()).toEqual(last('teks'));
  expect(await reborn.outbox()).toMatchObject({ changes: 4, drafts: 1, files: 1 });
});

test('a mark of the file never travels', async () => {
  const { server, phone, store } = await siti();
  await phone.meeting(CANGKUANG);
  const { load } = await pack(store, { withPhotos: false });
  await store.parcels.handedOn(load, last('a'));

  await phone.sync();

  expect(server.exchanges()[0]?.changes[0]).toEqual(load.changes[0]);
  expect(Object.keys(server.exchanges()[0]?.changes[0] ?? {})).not.toContain('in_file');
});

test('a draft stays behind and is told; what the server refused stays for mending', async () => {
  const { server, phone, store } = await siti();
  server.rules.refuse = () => [{ field: 'title', code: 'too_long', message: 'Terlalu panjang.' }];
  await phone.meeting(CANGKUANG, 'Ditolak');
  await phone.sync();
  await store.save('meeting', CANGKUANG, null, { place: 'Masjid' });
  const good = await phone.meeting(CANGKUANG, 'Baik');

  const { blob, load } = await pack(store, { withPhotos: true });

  expect(load.left).toBe(1);
  expect((await changesIn(blob)).map(({ record }) => record)).toEqual([good.id]);
});

test('a removal that may still be undone stays behind, and what was sealed before it goes', async () => {
  const clock = { ms: Date.parse('2026-11-23T03:00:00Z') };
  const { phone, store } = await siti(clock);
  const meeting = await phone.meeting(CANGKUANG);
  await pack(store, { withPhotos: false });
  await store.remove('meeting', CANGKUANG, meeting.id);

  const soon = await changesIn((await pack(store, { withPhotos: false })).blob);
  clock.ms += 11_000;
  const later = await changesIn((await pack(store, { withPhotos: false })).blob);

  expect(soon.map((change) => change.delete ?? false)).toEqual([false]);
  expect(later.map((change) => change.delete ?? false)).toEqual([false, true]);
});

test('the size is told before anything is written, and holds', async () => {
  const { phone, store } = await siti();
  for (let n = 0; n < 30; n += 1) await phone.meeting(CANGKUANG, `Musdes ${n}`);
  await store.addPhoto(CANGKUANG, { meeting: 'm' }, picture(9000));

  const told = await measure(store);
  expect((await store.outbox()).changes).toBe(31);
  await store.save('meeting', CANGKUANG, told.load.changes[0]?.record ?? '', { place: 'Lipat' });
  expect((await store.outbox()).changes).toBe(31);
  const text = (await pack(store, { withPhotos: false })).blob.size;
  const all = (await pack(store, { withPhotos: true })).blob.size;

  expect(Math.abs(told.textBytes - text)).toBeLessThan(400);
  expect(Math.abs(all - text - told.photoBytes)).toBeLessThan(50);
});

test('a whole musdes fits into a message', async () => {
  const { phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG);
  const names = ['Siti Aminah', 'Dadang Suherman', 'Euis Kartini', 'Asep Saepudin', 'Oneng Rohmah'];
  await store.saveMany(
    Array.from({ length: 87 }, (_, n) => ({
      kind: 'attendance' as const,
      village: CANGKUANG,
      id: null,
      set: {
        meeting: meeting.id,
        name: `${names[n % 5]} ${n * 7919}`,
        gender: n % 2 ? 'P' : 'L',
        element: ['tani', 'perempuan', 'pemuda'][n % 3] ?? '',
        hamlet: `Dusun ${n % 4}`,
        present: true,
      },
    })),
  );
  await store.saveMany(
    Array.from({ length: 24 }, (_, n) => ({
      kind: 'agenda_item' as const,
      village: CANGKUANG,
      id: null,
      set: {
        meeting: meeting.id,
        topic: `Pokok bahasan ke-${n}`,
        discussion:
          `Warga dusun ${n} mengusulkan perbaikan jalan sepanjang ${n * 31} meter. `.repeat(2),
      },
    })),
  );

  const { blob, load } = await pack(store, { withPhotos: false });

  expect(load.changes.length).toBe(112);
  expect(blob.size).toBeLessThan(25_000);
});

test('more than one exchange carries becomes several, in order', async () => {
  const { store } = await siti();
  await store.saveMany(
    Array.from({ length: 2300 }, (_, n) => ({
      kind: 'attendance' as const,
      village: CANGKUANG,
      id: null,
      set: { meeting: 'm', name: `Warga ${n}` },
    })),
  );

  const { blob } = await pack(store, { withPhotos: false });

  const { parts } = await opened(blob);
  expect(parts.length).toBe(3);
  expect((await changesIn(blob)).map(({ set }) => set?.name)).toEqual(
    Array.from({ length: 2300 }, (_, n) => `Warga ${n}`),
  );
});

test('200 photos: a part at a time is in hand, and progress is told', async () => {
  const { store } = await siti();
  for (let n = 0; n < 200; n += 1) {
    const bytes = new Uint8Array(3000).fill(n);
    await store.addPhoto(CANGKUANG, { meeting: 'm' }, new Blob([bytes], { type: 'image/webp' }));
  }
  let inHand = 0;
  let most = 0;
  const photoBlob = store.photoBlob;
  const watched = {
    ...store,
    photoBlob: async (id: string) => {
      inHand += 1;
      most = Math.max(most, inHand);
      return await photoBlob(id);
    },
  };
  let told = 0;

  const { blob } = await pack(watched, {
    withPhotos: true,
    onBytes: (bytes) => {
      told += bytes;
      inHand = 0;
    },
  });

  expect(most).toBe(1);
  expect(blob.size - told).toBeLessThan(300);
  expect(await readParcel(blob)).toMatchObject({ changes: 200, photos: 200 });
});

test('the same picture twice is one file', async () => {
  const { store } = await siti();
  for (let n = 0; n < 2; n += 1) await store.addPhoto(CANGKUANG, { meeting: 'm' }, picture(3000));

  const { blob } = await pack(store, { withPhotos: true });

  expect(await readParcel(blob)).toMatchObject({ changes: 2, photos: 1 });
});

test('it can be stopped, and nothing has happened but sealing', async () => {
  const { phone, store } = await siti();
  await phone.meeting(CANGKUANG);
  await store.addPhoto(CANGKUANG, { meeting: 'm' }, picture(3000));
  const stopper = new AbortController();

  const work = pack(store, {
    withPhotos: true,
    signal: stopper.signal,
    onBytes: () => stopper.abort(),
  });

  await expect(work).rejects.toMatchObject({ name: 'AbortError' });
  expect(await store.outbox()).toMatchObject({ changes: 2, files: 1 });
  expect((await store.outbox()).unwritten).toMatchObject({ changes: 2, files: 1 });
});

test('a sign-in without a key cannot sign; the next sign-in brings one', async () => {
  const { server, phone, store } = await siti();
  server.rules.bundleKey = undefined;
  await phone.signIn('siti');
  await phone.meeting(CANGKUANG);
  await expect(pack(store, { withPhotos: true })).rejects.toMatchObject({ name: 'NoKey' });

  server.rules.bundleKey = 'ab'.repeat(32);
  await phone.signIn('siti');

  expect(await readParcel((await pack(store, { withPhotos: true })).blob)).toMatchObject({
    changes: 1,
  });
});

test('an expired token does not stand in the way of a file; signing out takes the key away', async () => {
  const { phone, store } = await siti();
  await phone.meeting(CANGKUANG);
  await store.engine.expire();
  expect((await pack(store, { withPhotos: true })).load.changes.length).toBe(1);

  await store.engine.leave();

  await expect(pack(store, { withPhotos: true })).rejects.toMatchObject({ name: 'NoKey' });
});

test('remote wipe takes the key; what was sealed for a file is still there after the next sign-in', async () => {
  const { server, phone, store } = await siti();
  const meeting = await phone.meeting(CANGKUANG);
  const [written] = await changesIn((await pack(store, { withPhotos: false })).blob);
  server.fail('/exchange', problem(403, 'device_revoked'));
  await phone.sync();
  await expect(pack(store, { withPhotos: false })).rejects.toMatchObject({ name: 'NoKey' });

  await phone.signIn('siti');
  await phone.sync();

  expect(server.exchanges().at(-1)?.changes).toEqual([written]);
  expect(server.doc(meeting.id)).toEqual(meeting.doc);
});

test('files are named by village and time', () => {
  expect(fileName('Cangkuang', '2026-11-23', '10:05')).toBe('cangkuang-2026-11-23-1005.rembuk');
  expect(fileName('Desa Ngümbul / Baru', '2026-11-23', '10.05')).toBe(
    'desa-ngumbul-baru-2026-11-23-1005.rembuk',
  );
  expect(fileName('', '2026-11-23', '10:05')).toBe('desa-2026-11-23-1005.rembuk');
});
