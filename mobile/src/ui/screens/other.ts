/** The screens of a calmer hour, in one piece: many small files cost a slow network more than one. */
export { Account } from './account/Account';
export { Sending } from './outbox/Sending';
export { Oversight } from './oversight/Oversight';
export { OversightItem } from './oversight/OversightItem';
export { Photos } from './photos/Photos';
export { NewReport, Progress, Report } from './progress';
export { Signatures } from './signatures/Signatures';
export { Summary } from './summary/Summary';
