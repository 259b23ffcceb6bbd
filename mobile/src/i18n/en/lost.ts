import { counted } from '../counted';
import type { Words } from '../words';

export const lost: Words['lost'] = {
  title: 'Sealed notes',
  sealing: 'This phone was reported lost. What was not sent is being sealed…',
  why: 'This phone was reported lost. What was sent is gone from this phone.',
  sealed: (changes, photos) =>
    `${counted(changes, 'notes', photos, 'photos', 'and')} were not sent. All are sealed: only the server can open them.`,
  waiting: 'They are sent by themselves once there is a signal. Keep the app open.',
  delivered: 'The server has them. An officer of the kecamatan will look at them.',
  refused: (why) => `The server did not take them yet: ${why}`,
  byHand: 'Without a signal, save the sealed file and hand it to an officer of the kecamatan.',
  save: 'Save the sealed file',
  saved: 'The file is in the Downloads folder of the phone.',
  understood: 'I see',
  decided: {
    title: 'What officers decided',
    admitted: 'Accepted.',
    dismissed: 'Not used.',
    reason: (said) => `Reason: ${said}`,
  },
  signOut: {
    unsent: (changes, photos) =>
      `${counted(changes, 'notes', photos, 'photos', 'and')} not sent. First choose what to do:`,
    send: 'Send first',
    file: 'Save to a file',
    keep: 'Log out, keep them on this phone',
    keepNote: 'What was not sent stays on this phone. It is sent after you log in here again.',
    stuck: 'Not everything is sent. Try later, or save to a file.',
  },
};
