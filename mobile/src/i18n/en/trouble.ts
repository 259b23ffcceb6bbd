import { counted } from '../counted';

export const trouble = {
  clock: 'Is the date of the phone wrong?',
  clockNote: (shown: string): string =>
    `This phone shows ${shown}. Correct the date in its settings. Your records are safe.`,
  continueTitle: 'Go on with the last record?',
  gone: 'The browser removed the records on this phone.',
  goneSent: 'What was sent comes back once you have signed in.',
  goneSentBack: 'What was sent has come back from the kecamatan.',
  goneUnsent: (changes: number, photos: number): string =>
    `Lost: ${counted(changes, 'changes', photos, 'photos', 'and')} that were not sent.`,
  goneRest: 'Record them again, or take them from a file that you saved.',
  understood: 'I understand',
  firstHere: 'Earlier records that were sent will appear here.',
  newer:
    'A new version is open in another tab. What was saved is still here. Load this page again.',
  closed:
    'The storage of the phone was closed. What was saved is still here. Load this page again.',
  reload: 'Load again',
  otherTab:
    'The app is open in another tab. Your records are safe. Close that tab, then try again.',
  unguarded:
    'Your records are saved, but the browser may remove them when the phone is full. Install the app.',
  install: 'Put it on the home screen',
  photoPart: (sent: string, total: string): string => `${sent} of ${total} sent`,
  photoTried: (times: number): string =>
    `Not through yet after ${times} tries. The photo is safe on the phone. Press “Try again”.`,
} as const;
