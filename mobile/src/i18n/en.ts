/** The second language, complete: a sentence that Indonesian has and this lacks does not compile. */
import { budget } from './en/budget';
import { frame } from './en/frame';
import { meeting } from './en/meeting';
import { parcels } from './en/parcels';
import { sending } from './en/sending';
import { terms } from './en/terms';
import type { Words } from './words';

export const en: Words = { ...frame, terms, meeting, budget, parcels, ...sending };
