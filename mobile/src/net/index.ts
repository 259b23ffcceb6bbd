/** Everything that needs a signal. */

export { exchange } from './exchange';
export { deliver } from './parcels';
export { fetchReference } from './reference';
export { registerServiceWorker } from './register';
export { type SyncController, startSync } from './schedule';
export { type Credentials, type Problem, signIn, signOut } from './session';
export { AT_REST, type Phase, type SyncState } from './state';
export { uploads } from './uploads';
