/**
 * The source catalogue. Bahasa Indonesia comes first because the exact words are legal words, and
 * because nothing untranslated may ever reach a villager. Short sentences, no English.
 */
import { budget } from './id/budget';
import { frame } from './id/frame';
import { meeting } from './id/meeting';
import { parcels } from './id/parcels';
import { sending } from './id/sending';
import { terms } from './id/terms';
import type { Words } from './words';

export const id: Words = { ...frame, terms, meeting, budget, parcels, ...sending };
