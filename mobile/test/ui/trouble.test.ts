/** Whatever went wrong: what it is, whether it is saved, and what to do. A code alone helps nobody. */
import { expect, test } from 'vitest';
import { words as en } from '../../src/i18n/en';
import { id } from '../../src/i18n/id';

/** Told while records are at stake. */
const ABOUT_RECORDS = [
  'errors.disk',
  'errors.open',
  'errors.unexpected',
  'errors.screen',
  'meeting.photos.failed',
  'meeting.photos.tooFull',
  'outbox.offline',
  'outbox.portal',
  'outbox.signInAgain',
  'outbox.upgrade',
  'outbox.server',
  'outbox.storageFull',
  'outbox.protectFailed',
  'trouble.clockNote',
  'trouble.newer',
  'trouble.closed',
  'trouble.otherTab',
  'trouble.unguarded',
  'trouble.photoTried',
];

/** Told where nothing of one's own is at stake: at the sign-in, or about a colleague's file. */
const ABOUT_OTHER = [
  'signIn.wrong',
  'signIn.portal',
  'signIn.tooMany',
  'signIn.offline',
  'signIn.revoked',
  'signIn.server',
  'invitation.copyByHand',
  'lock.noneLeft',
  'lock.signInFirst',
  'parcels.write.noKey',
  'parcels.carry.unreadable',
  'parcels.carry.faults.broken',
];

/** Beginnings and labels: the rest of the message stands beside them on the same card. */
const PARTS =
  /^(tagline|common\.(notSaved|tooLate)|fieldNames\..*|missing\..*|budget\.proposal\.problem|meeting\.attendance\..*|meeting\.signatures\.keyboard|parcels\.(byHand|carry\.rejected)|trouble\.(clock|gone|goneUnsent)|lock\.(facts\..*|noPhoneLock|wrong)|lost\.signOut\.keepNote|practice\.(intro|task\..*)|outbox\.(signIn|rejected|protectNote|byHand.*))$/;

const TROUBLE =
  /tidak bisa|belum tersimpan|belum bisa|belum mengizinkan|belum berhasil|rusak|gagal|\bpenuh\b|terpotong|\bsalah\b|terhapus|tertutup|tidak ada sinyal|sibuk|masuk lagi|masuk dulu|tidak lagi|terlalu banyak|perlu diperbarui|tab lain/i;

const SAVED = {
  id: /belum tersimpan|tersimpan|aman|tetap ada|tidak dihapus/i,
  en: /not saved|saved|safe|still|nothing was deleted/i,
};
const TO_DO = {
  id: /(^|[.:?,] |\b(lalu|dan|atau) )(coba|hubungi|hubungkan|buka|tutup|kirim|hapus|masuk|isi|periksa|muat|cari|pasang|betulkan|pilih|minta|ambil|tekan|kosongkan)\b|akan mencoba/i,
  en: /\b(try|ask|contact|call|connect|open|close|send|delete|log in|sign in|check|load|find|look|put|install|correct|choose|take|press|free|follow|go)\b/i,
};

function sentences(part: unknown, at = ''): readonly (readonly [string, string])[] {
  if (typeof part === 'string') return [[at, part]];
  if (typeof part === 'function') return [[at, String(part('2', '3', '4'))]];
  return Object.entries(part as object).flatMap(([key, value]) =>
    sentences(value, at ? `${at}.${key}` : key),
  );
}

const said = { id: new Map(sentences(id)), en: new Map(sentences(en)) };

test.each(['id', 'en'] as const)('every message of trouble helps (%s)', (language) => {
  const text = (at: string) => said[language].get(at) ?? '';
  const unsaid = ABOUT_RECORDS.filter((at) => !SAVED[language].test(text(at)));
  const helpless = [...ABOUT_RECORDS, ...ABOUT_OTHER].filter(
    (at) => !TO_DO[language].test(text(at)),
  );

  expect({ unsaid, helpless }).toEqual({ unsaid: [], helpless: [] });
});

test('no message of trouble is left out of the lists above', () => {
  const known = new Set([...ABOUT_RECORDS, ...ABOUT_OTHER]);
  const others = [...said.id].filter(
    ([at, text]) => TROUBLE.test(text) && !known.has(at) && !PARTS.test(at),
  );

  expect(others).toEqual([]);
});
