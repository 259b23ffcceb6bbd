import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openStore } from '../../src/store';
import { Keeper } from '../../src/ui/live/draft';
import { provide, store } from '../../src/ui/live/store';

const VILLAGE = '01920000-0000-7000-8000-000000000001';
let number = 0;

beforeEach(async () => {
  number += 1;
  const memory = await openStore({ prefix: `draft${number}` });
  await memory.setSession({ token: 't', user: { id: 'u', username: 'siti', name: 'Siti' } });
  provide(memory);
});

afterEach(() => {
  store().close();
  vi.useRealTimers();
});

test('a new record is made once it has its name, and only once', async () => {
  const keeper = new Keeper('oversight_action', VILLAGE, null, { meeting: VILLAGE });

  keeper.set({ method: 'Melihat nota' }, 'pause');
  await keeper.flush();
  expect(await store().list('oversight_action')).toEqual([]);

  keeper.set({ subject: 'Pasir' }, 'pause');
  await Promise.all([keeper.flush(), keeper.flush()]);
  keeper.set({ subject: 'Pasir dan batu' }, 'pause');
  await keeper.flush();

  const rows = await store().list('oversight_action');
  expect(rows.map(({ doc }) => doc)).toEqual([
    { meeting: VILLAGE, method: 'Melihat nota', subject: 'Pasir dan batu' },
  ]);
});

test('"saved" is said only when it is on disk', async () => {
  const row = await store().save('agenda_item', VILLAGE, null, {
    meeting: VILLAGE,
    topic: 'Jalan',
  });
  const keeper = new Keeper('agenda_item', VILLAGE, row, {});

  keeper.set({ decision: 'Setuju' }, 'pause');
  const writing = keeper.flush();
  expect(keeper.cues.value.decision).toBe('saving');
  await writing;

  expect(keeper.cues.value.decision).toBe('saved');
  expect((await store().get('agenda_item', row.id))?.doc.decision).toBe('Setuju');
});

test('"saved" is taken back while newer letters are on the glass alone', async () => {
  const row = await store().save('agenda_item', VILLAGE, null, {
    meeting: VILLAGE,
    topic: 'Jalan',
  });
  const keeper = new Keeper('agenda_item', VILLAGE, row, {});
  keeper.set({ decision: 'Setuju' }, 'pause');
  await keeper.flush();

  keeper.set({ decision: 'Setuju dengan' }, 'pause');
  expect(keeper.cues.value.decision).toBeUndefined();

  const writing = keeper.flush();
  keeper.set({ decision: 'Setuju dengan syarat' }, 'pause');
  await writing;
  expect(keeper.cues.value.decision).not.toBe('saved');

  await keeper.flush();
  expect(keeper.cues.value.decision).toBe('saved');
});

test('a full phone is told, and what was typed stays on the screen', async () => {
  const row = await store().save('agenda_item', VILLAGE, null, {
    meeting: VILLAGE,
    topic: 'Jalan',
  });
  const keeper = new Keeper('agenda_item', VILLAGE, row, {});
  const save = vi.spyOn(store(), 'save').mockRejectedValueOnce(new Error('StorageFull'));

  keeper.set({ decision: 'Setuju' }, 'pause');
  await keeper.flush();
  expect(keeper.cues.value.decision).toBe('bad');
  expect(keeper.typed.value.decision).toBe('Setuju');

  save.mockRestore();
  await keeper.flush();
  expect(keeper.cues.value.decision).toBe('saved');
});

test('what was typed is on disk within a second, the first key counted, without leaving the field', async () => {
  const row = await store().save('agenda_item', VILLAGE, null, {
    meeting: VILLAGE,
    topic: 'Jalan',
  });
  const keeper = new Keeper('agenda_item', VILLAGE, row, {});

  keeper.set({ discussion: 'Warga ber' }, 'pause');
  await new Promise((done) => setTimeout(done, 600));
  keeper.set({ discussion: 'Warga bertanya' }, 'pause');
  await new Promise((done) => setTimeout(done, 400));

  expect((await store().get('agenda_item', row.id))?.doc.discussion).toBe('Warga bertanya');
});
