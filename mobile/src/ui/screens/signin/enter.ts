/** Signs in, and answers with a sentence when it did not work; empty when it did. */
import { words } from '../../../i18n';
import { type Credentials, type Problem, signIn } from '../../../net';
import { KEY_AWAY } from '../../../store/types';
import { sendNow } from '../../live/sending';
import { refresh } from '../../live/session';
import { store } from '../../live/store';
import { replace } from '../../router';

/** `onSlip`: what was typed as a password is the good one-time code of a slip. */
export async function enter(credentials: Credentials, onSlip?: () => void): Promise<string> {
  try {
    const problem = await signIn(store(), credentials);
    if (problem?.code === 'own_password_needed' && onSlip) {
      onSlip();
      return '';
    }
    if (problem) return sentence(problem);
  } catch (error) {
    const sealed = error instanceof Error && error.name === KEY_AWAY;
    return sealed ? words().lock.notThisKey : words().errors.unexpected;
  }
  replace('/');
  await refresh();
  sendNow();
  return '';
}

export function sentence({ code, retryAfter, title, why }: Problem): string {
  const t = words().signIn;
  if (code === 'credentials_invalid') return t.wrong;
  if (code === 'device_revoked') return t.revoked;
  if (code === 'offline') return t.offline;
  if (code === 'portal') return t.portal;
  if (code === 'unavailable') return t.server;
  if (retryAfter !== undefined) return t.tooMany(Math.max(1, Math.ceil(retryAfter / 60)));
  return why?.join(' ') ?? title ?? words().errors.unexpected;
}
