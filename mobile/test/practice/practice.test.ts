import { expect, onTestFinished, test, vi } from 'vitest';
import { startSync } from '../../src/net/schedule';
import { openPractice } from '../../src/practice';
import { PEOPLE } from '../../src/practice/people';
import { isGiven, VILLAGE } from '../../src/practice/village';
import { openStore } from '../../src/store';
import { practised } from './village';

test('the village is there at once: its people, last year, this year’s wishes, the ceilings', async () => {
  const { store } = await practised();

  const session = await store.session();
  expect(session?.villages.map(({ name }) => name)).toEqual(['Latihan']);
  expect(await store.list('attendance')).toHaveLength(PEOPLE.length);
  expect(new Set(PEOPLE.map(([name]) => name)).size).toBe(PEOPLE.length);
  expect(PEOPLE.length).toBeGreaterThanOrEqual(55);
  expect((await store.list('meeting')).map(({ doc }) => doc.status).sort()).toEqual([
    'accepted',
    'published',
  ]);
  expect(await store.list('proposal')).toHaveLength(5);
  expect(await store.list('ceiling')).toHaveLength(6);
  expect((await store.accountCodes()).some(({ code }) => code === '2.3.10')).toBe(true);
  expect(await store.outbox()).toMatchObject({ changes: 0, conflicts: [], waiting: [] });
});

test('what is recorded is received, and only then told as sent', async () => {
  const { store, sync, meeting } = await practised();
  const { id } = await meeting();
  expect((await store.outbox()).changes).toBe(1);

  expect(await sync()).toEqual({ phase: 'idle' });

  expect((await store.outbox()).changes).toBe(0);
  expect(await store.get('meeting', id)).toMatchObject({ pending: false });
  expect((await store.get('meeting', id))?.version).toBeGreaterThan(0);
});

test('without a signal everything waits, and goes once there is one', async () => {
  const { store, sync, meeting, setSignal, done } = await practised();
  await setSignal(false);
  await meeting();

  expect(await sync()).toEqual({ phase: 'offline' });
  expect((await store.outbox()).changes).toBe(1);
  expect((await done()).has('unheard')).toBe(false);

  await setSignal(true);
  await sync();
  expect((await store.outbox()).changes).toBe(0);
  expect((await done()).has('unheard')).toBe(true);
});

test('practice goes on after a reload: the office and the switch are as they were left', async () => {
  const first = await practised();
  const { id } = await first.meeting();
  await first.sync();
  await first.setSignal(false);
  first.store.close();

  const again = await practised(first.prefix);

  expect(await again.hasSignal()).toBe(false);
  expect(await again.store.get('meeting', id)).toMatchObject({ pending: false });
  await again.setSignal(true);
  expect(await again.sync()).toEqual({ phase: 'idle' });
  expect((await again.store.list('attendance')).length).toBe(PEOPLE.length);
});

test('a colleague who wrote before the signal came back leaves two versions, settled as in the field', async () => {
  const { store, sync, meeting, setSignal, differ, done } = await practised();
  const { id } = await meeting();
  await sync();
  await setSignal(false);
  await store.save('meeting', VILLAGE, id, { place: 'Lapangan' });

  expect(await differ()).toBe(true);
  await setSignal(true);
  await sync();

  const [conflict] = (await store.outbox()).conflicts;
  expect(conflict?.fields.place).toEqual({
    base: 'Balai',
    stored: 'Lapangan, menurut Bu Ratna',
    offered: 'Lapangan',
  });
  expect(conflict?.stored_by).toBe('Bu Ratna');

  await store.settle(conflict?.id ?? '', { set: { place: 'Lapangan' } });
  await sync();
  expect((await store.outbox()).conflicts).toEqual([]);
  expect((await store.get('meeting', id))?.doc.place).toBe('Lapangan');
  expect((await done()).has('settled')).toBe(true);
});

test('a colleague differs from what was sent already, too', async () => {
  const { store, sync, meeting, differ } = await practised();
  const { id } = await meeting();
  await sync();

  expect(await differ()).toBe(true);
  await sync();

  const [conflict] = (await store.outbox()).conflicts;
  expect(conflict).toMatchObject({ record: id, by: 'Bu Ratna', stored_by: 'Peserta latihan' });
  await store.settle(conflict?.id ?? '', { set: { place: 'Balai, menurut Bu Ratna' } });
  await sync();
  expect((await store.get('meeting', id))?.doc.place).toBe('Balai, menurut Bu Ratna');
  expect((await store.outbox()).conflicts).toEqual([]);
});

test('nobody differs from what nobody wrote', async () => {
  const { differ, giveBack } = await practised();

  expect(await differ()).toBe(false);
  expect(await giveBack()).toBe(false);
});

test('the officer returns what was handed in, with a remark at a field; mended, it is sent again', async () => {
  const { store, sync, meeting, giveBack, done } = await practised();
  const { id } = await meeting();
  const submitted = { status: 'submitted', submitted_at: '2026-11-23T10:00:00+07:00' };
  await store.save('meeting', VILLAGE, id, submitted);
  await sync();

  expect(await giveBack()).toBe(true);
  await sync();

  expect((await store.get('meeting', id))?.doc.status).toBe('returned');
  const [remark] = await store.list('remark', { meeting: id });
  expect(remark?.doc).toMatchObject({ about_kind: 'meeting', about_field: 'number' });
  expect((await done()).has('mended')).toBe(false);

  await store.save('meeting', VILLAGE, id, { ...submitted, number: '140/01/BPD/XI/2026' });
  await store.save('remark', VILLAGE, remark?.id ?? '', { resolved: true });
  await sync();
  expect((await store.outbox()).changes).toBe(0);
  expect((await store.get('meeting', id))?.doc.status).toBe('submitted');
  expect((await done()).has('mended')).toBe(true);
});

test('a change of last year’s closed meeting waits for the officer, as in the field', async () => {
  const { store, sync } = await practised();
  const closed = (await store.list('meeting')).find(({ doc }) => doc.status === 'published');
  await store.save('meeting', VILLAGE, closed?.id ?? '', { summary: 'Lain.' });

  await sync();

  expect((await store.outbox()).waiting).toMatchObject([{ reason: 'closed' }]);
});

test('a photo arrives piece by piece and is checked', async () => {
  const { store, sync, upload } = await practised();
  const { id } = await store.save('meeting', VILLAGE, null, { title: 'M', type: 'musdes_rkp' });
  await store.addPhoto(
    VILLAGE,
    { meeting: id },
    new Blob(['x'.repeat(40_000)], { type: 'image/png' }),
  );
  await sync();

  expect(await upload()).toEqual({ phase: 'idle' });

  expect((await store.outbox()).files).toBe(0);
});

test('the tasks tick themselves', async () => {
  const { store, sync, meeting, done } = await practised();
  expect([...(await done())]).toEqual([]);

  const { id } = await meeting();
  for (const [name] of PEOPLE.slice(0, 4))
    await store.save('attendance', VILLAGE, null, { meeting: id, name, status: 'present' });
  expect([...(await done())]).toEqual(['meeting']);
  const newcomer = { meeting: id, name: 'Pak Baru', status: 'present' };
  await store.save('attendance', VILLAGE, null, newcomer);
  expect([...(await done())]).toEqual(['meeting', 'present', 'newcomer']);
  await store.save('meeting', VILLAGE, id, { submitted_at: '2026-11-23T10:00:00+07:00' });
  expect((await done()).has('sent')).toBe(false);
  await sync();
  expect((await done()).has('sent')).toBe(true);
});

test('in practice no request leaves the phone', async () => {
  const network = vi.spyOn(globalThis, 'fetch');
  const { store, wire, meeting } = await practised();
  const sync = startSync(store, wire, 'latihan-uji-sync');
  onTestFinished(sync.stop);
  const { id } = await meeting();
  await store.addPhoto(VILLAGE, { meeting: id }, new Blob(['x'], { type: 'image/png' }));
  sync.nudge();

  await vi.waitFor(async () => {
    expect((await store.outbox()).changes + (await store.outbox()).files).toBe(0);
    expect(sync.state.value.phase).toBe('idle');
  }, 15_000);

  expect(network).not.toHaveBeenCalled();
});

test('practice and the phone’s own records know nothing of each other, also when practice is wiped', async () => {
  const real = await openStore();
  onTestFinished(() => real.close());
  await real.setSession({ token: 't', user: { id: '7', username: 'siti', name: 'Siti' } });
  const own = await real.save('meeting', 'v', null, { title: 'Sungguhan', type: 'musdes_rkp' });
  const device = await real.engine.deviceId();

  const practice = await openPractice();
  const tried = await practice.store.save('meeting', VILLAGE, null, {
    title: 'Latihan',
    type: 'musdes_rkp',
  });
  expect((await practice.store.list('meeting')).map(({ id }) => id)).not.toContain(own.id);
  expect((await real.list('meeting')).map(({ id }) => id)).toEqual([own.id]);
  expect((await real.session())?.user.name).toBe('Siti');
  expect((await real.outbox()).changes).toBe(1);
  await practice.wipe();

  const again = await openPractice();
  onTestFinished(() => again.store.close());
  expect(await again.store.get('meeting', tried.id)).toBeUndefined();
  expect((await again.store.list('meeting')).every(({ id }) => isGiven(id))).toBe(true);
  expect(await real.get('meeting', own.id)).toMatchObject({ doc: { title: 'Sungguhan' } });
  expect(await real.engine.deviceId()).toBe(device);
});
