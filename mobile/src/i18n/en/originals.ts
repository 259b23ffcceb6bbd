import type { Words } from '../words';

export const originals: Words['originals'] = {
  keep: 'Keep the original photo too, send it over Wi-Fi',
  note: 'May hold the place. For officers only, never on the board. Deleted when the phone is full, at sign-out, or after 30 days unsent.',
  send: 'Send original photos now',
  waits: 'The original waits for Wi-Fi',
  sent: '✓ Original sent',
  lacking: 'Photo saved, without the original.',
  gone: 'The original is not on this phone.',
};
