/** The second language, complete: a sentence that Indonesian has and this lacks does not compile. */
import { budget } from './en/budget';
import { ceilings } from './en/ceilings';
import { closing } from './en/closing';
import { door } from './en/door';
import { follow } from './en/follow';
import { frame } from './en/frame';
import { invitation } from './en/invitation';
import { life } from './en/life';
import { lock } from './en/lock';
import { lost } from './en/lost';
import { meeting } from './en/meeting';
import { originals } from './en/originals';
import { parcels } from './en/parcels';
import { practice } from './en/practice';
import { sending } from './en/sending';
import { sittings } from './en/sittings';
import { terms } from './en/terms';
import { trouble } from './en/trouble';
import { wishes } from './en/wishes';
import type { Words } from './words';

export const name = 'English';

export const words: Words = {
  ...frame,
  budget,
  ceilings,
  closing,
  door,
  follow,
  invitation,
  life,
  lock,
  lost,
  meeting,
  originals,
  parcels,
  practice,
  sittings,
  terms,
  trouble,
  wishes,
  ...sending,
};
