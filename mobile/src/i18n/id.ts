/**
 * The source catalogue. Bahasa Indonesia comes first because the exact words are legal words, and
 * because nothing untranslated may ever reach a villager. Short sentences, no English.
 */
import { budget } from './id/budget';
import { ceilings } from './id/ceilings';
import { closing } from './id/closing';
import { door } from './id/door';
import { follow } from './id/follow';
import { frame } from './id/frame';
import { invitation } from './id/invitation';
import { life } from './id/life';
import { lock } from './id/lock';
import { lost } from './id/lost';
import { meeting } from './id/meeting';
import { originals } from './id/originals';
import { parcels } from './id/parcels';
import { practice } from './id/practice';
import { sending } from './id/sending';
import { sittings } from './id/sittings';
import { terms } from './id/terms';
import { trouble } from './id/trouble';
import { wishes } from './id/wishes';
import type { Words } from './words';

export const id: Words = {
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
