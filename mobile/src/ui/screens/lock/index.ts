export { LockScreen } from './LockScreen';
export { LockSettings } from './LockSettings';
