/** The screens of a calmer hour, in one piece: many small files cost a slow network more than one. */
export { Account } from './account/Account';
export { Sending } from './outbox/Sending';
export { Photos } from './photos/Photos';
export { Signatures } from './signatures/Signatures';
export { Summary } from './summary/Summary';
