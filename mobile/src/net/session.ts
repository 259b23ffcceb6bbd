/** Signing in and out. */

import type { Store } from '../store';
import { ask, REAL_WIRE, type Reply, type Wire } from './http';

declare const __APP_VERSION__: string;

/** Why it did not work: the server's code and words, or `offline`, `portal`, `unavailable`. */
export interface Problem {
  readonly code: string;
  readonly title?: string;
  /** What is wrong with a password, a sentence a rule. */
  readonly why?: readonly string[];
  /** Seconds. */
  readonly retryAfter?: number;
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
  /** The one-time code of a slip: then `password` is the one that the person chose just now. */
  readonly code?: string;
}

/** Signs in; resolves to nothing when it worked. Records of that user that wait here are kept. */
export async function signIn(
  store: Store,
  credentials: Credentials,
  wire: Wire = REAL_WIRE,
): Promise<Problem | undefined> {
  const device = {
    id: await store.engine.deviceId(),
    name: deviceName(),
    platform: 'web',
    app_version: __APP_VERSION__,
  };
  const { username, code } = credentials;
  const reply = await ask(wire, code ? '/api/auth/first' : '/api/auth/login', {
    method: 'POST',
    json: { ...credentials, device },
  });
  if (reply.kind !== 'ok') return problemOf(reply);
  const { token, bundle_key, seal_key, user } = (reply.body ?? {}) as SignedInReply;
  if (typeof token !== 'string' || !user?.id) return { code: 'portal' };
  await store.setSession({
    token,
    ...(typeof bundle_key === 'string' ? { bundle_key } : {}),
    ...(typeof seal_key === 'string' ? { seal_key } : {}),
    user: {
      id: String(user.id),
      username: user.username ?? username,
      name: user.name ?? user.username ?? username,
    },
  });
  return undefined;
}

interface SignedInReply {
  readonly token?: unknown;
  readonly bundle_key?: unknown;
  readonly seal_key?: unknown;
  readonly user?: SomeUser;
}

interface SomeUser {
  readonly id?: string | number;
  readonly username?: string;
  readonly name?: string;
}

function problemOf(reply: Exclude<Reply, { kind: 'ok' }>): Problem {
  if (reply.kind === 'offline' || reply.kind === 'portal') return { code: reply.kind };
  const wait = reply.retryAfter === null ? {} : { retryAfter: Math.ceil(reply.retryAfter / 1000) };
  if (reply.kind === 'down') return { code: 'unavailable', ...wait };
  const { title, why } = reply.body;
  return {
    code: reply.code,
    ...wait,
    ...(typeof title === 'string' ? { title } : {}),
    ...(Array.isArray(why) ? { why: why.map(String) } : {}),
  };
}

function deviceName(): string {
  const agent = typeof navigator === 'undefined' ? '' : navigator.userAgent;
  const [, inside = ''] = /\(([^)]*)\)/.exec(agent) ?? [];
  return inside.slice(0, 80) || 'HP';
}

export interface SignOutOptions {
  readonly everywhere?: boolean;
  /** Leave although something is not sent: it stays on the phone until this user signs in again. */
  readonly keep?: boolean;
}

/**
 * Signs out and takes what the server has off the phone. While something is not sent it only tells how
 * much, unless `keep`; what was never sent is never wiped.
 */
export async function signOut(
  store: Store,
  { everywhere = false, keep = false }: SignOutOptions = {},
  wire: Wire = REAL_WIRE,
): Promise<{ readonly unsent: number } | undefined> {
  const { changes, files, rejected } = await store.outbox();
  const unsent = changes + files + rejected.length;
  if (unsent > 0 && !keep) return { unsent };
  const session = await store.session();
  if (session) {
    // Without a signal the token stays valid on the server; the office can revoke the device.
    const path = everywhere ? '/api/auth/logoutall' : '/api/auth/logout';
    await ask(wire, path, { method: 'POST', token: session.token });
  }
  await store.engine.leave();
  return undefined;
}
