/**
 * Screens that no first visit opens, in one piece of their own: fetched once the app itself is on the phone, and kept
 * with it for the village without a signal, so that nobody waits for them at the door.
 */
export { FirstSignIn } from './first/FirstSignIn';
export * from './life';
export { DueRounds } from './oversight/DueRounds';
export { Oversight } from './oversight/Oversight';
export { OversightItem } from './oversight/OversightItem';
export { NewVisit, Visit } from './oversight/Visit';
export * from './parcels';
export { Practice } from './practice/Practice';
export { NewReport, Progress, Report, Running } from './progress';
