/** Everything that needs a signal. */

export { clockIsWrong } from './clock';
export { exchange } from './exchange';
export { keepLanguage } from './language';
export { deliver } from './parcels';
export { keepPiece } from './pieces';
export { fetchReference } from './reference';
export { registerServiceWorker, type Update } from './register';
export { type SyncController, startSync } from './schedule';
export { type Credentials, type Problem, signIn, signOut } from './session';
export { AT_REST, type Phase, type SyncState } from './state';
export { uploads } from './uploads';
