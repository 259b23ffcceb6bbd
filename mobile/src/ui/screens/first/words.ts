/** The sentences of the first sign-in. They come with its screen: nobody else's first download pays for them. */
import { language } from '../../../i18n';

const id = {
  title: 'Masuk pertama kali',
  intro: 'Buat kata sandi Anda sendiri. Kata sandi itu yang dipakai seterusnya.',
  code: 'Kode di slip',
  password: 'Kata sandi baru',
  hint: 'Paling sedikit 8 huruf.',
  again: 'Kata sandi baru sekali lagi',
  submit: 'Simpan dan masuk',
  needBoth: 'Isi nama pengguna dan kode di slip.',
  short: 'Kata sandi paling sedikit 8 huruf.',
  differ: 'Kedua kata sandi tidak sama. Ketik sekali lagi.',
  wrong: 'Kode salah, sudah dipakai, atau lewat masanya. Minta slip baru kepada petugas.',
};
const en: typeof id = {
  title: 'First sign-in',
  intro: 'Choose a password of your own. You will use it from now on.',
  code: 'Code on the slip',
  password: 'New password',
  hint: 'At least 8 characters.',
  again: 'New password once more',
  submit: 'Save and sign in',
  needBoth: 'Enter the user name and the code on the slip.',
  short: 'The password needs at least 8 characters.',
  differ: 'The two passwords differ. Type it once more.',
  wrong: 'The code is wrong, used, or expired. Ask the officer for a new slip.',
};

export const firstWords = (): typeof id => (language.value === 'en' ? en : id);
