/** Reference lists: the account codes of the function tree, and the customs of the person's kabupaten. */

import type { AccountCode, Json } from '../core/types';
import { CUSTOMS, type KeptCustoms, type Session, type Store } from '../store';
import { ask, REAL_WIRE, type Wire } from './http';

/** Fetches of both what the server has otherwise than the phone. true: the phone is up to date. */
export async function fetchReference(store: Store, wire: Wire = REAL_WIRE): Promise<boolean> {
  const session = await store.session();
  if (!session || session.expired) return false;
  const codes = await fetchCodes(store, session, wire);
  return (await fetchCustoms(store, session, wire)) && codes;
}

async function fetchCustoms(store: Store, session: Session, wire: Wire): Promise<boolean> {
  const kept = await store.getMeta<KeptCustoms & Json>(CUSTOMS);
  const reply = await ask(wire, '/api/reference/v1/customs', {
    method: 'GET',
    token: session.token,
    ...(kept?.etag ? { headers: { 'If-None-Match': kept.etag } } : {}),
  });
  if (reply.kind !== 'ok') return false;
  if (reply.status === 304) return true;
  if (!Array.isArray(reply.body)) return false;
  const etag = reply.headers.get('ETag') ?? '';
  await store.setMeta(CUSTOMS, { etag, list: reply.body as Json });
  return true;
}

async function fetchCodes(store: Store, session: Session, wire: Wire): Promise<boolean> {
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
