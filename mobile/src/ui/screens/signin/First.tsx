/** Where the code of a slip is exchanged for a password; fetched when somebody comes with one. */
import { lazy } from '../../parts/lazy';
import type { Slip } from '../first/FirstSignIn';

export const First = lazy<Slip>(async () => (await import('../later')).FirstSignIn);
