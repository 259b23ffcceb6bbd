/** Reference lists: the account codes of the function tree. */

import type { AccountCode } from '../core/types';
import type { Store } from '../store';
import { ask, REAL_WIRE, type Wire } from './http';

/** Fetches the account codes when the server has others than the phone. true: the phone is up to date. */
export async function fetchReference(store: Store, wire: Wire = REAL_WIRE): Promise<boolean> {
  const session = await store.session();
  if (!session || session.expired) return false;
  const etag = await store.engine.getMeta('codes_etag');
  const reply = await ask(wire, '/api/reference/v1/account-codes', {
    method: 'GET',
    token: session.token,
    ...(typeof etag === 'string' && etag !== '' ? { headers: { 'If-None-Match': etag } } : {}),
  });
  if (reply.kind !== 'ok') return false;
  if (reply.status === 304) return true;
  if (!Array.isArray(reply.body)) return false;
  await store.setAccountCodes(reply.body as AccountCode[], reply.headers.get('ETag') ?? '');
  return true;
}
