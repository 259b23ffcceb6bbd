/** How a piece of sending ended; what the schedule needs to know of it. */

import type { Reply } from './http';

export type Outcome =
  | { readonly phase: 'idle' }
  | { readonly phase: 'signin' | 'upgrade' | 'portal' | 'offline' }
  /** `lost`: reported so, not merely cut off by the office. */
  | { readonly phase: 'revoked'; readonly lost?: boolean }
  /** The server (or this one answer) asks for patience, of so many ms where it said so. */
  | { readonly phase: 'waiting'; readonly retryAfter: number | null };

export const WELL: Outcome = { phase: 'idle' };

const BY_CODE: { readonly [code: string]: Outcome } = {
  token_invalid: { phase: 'signin' },
  token_expired: { phase: 'signin' },
  upgrade: { phase: 'upgrade' },
};

/** What any request of ours makes of an answer that is not a yes. */
export function outcomeOf(reply: Exclude<Reply, { kind: 'ok' }>): Outcome {
  if (reply.kind === 'offline' || reply.kind === 'portal') return { phase: reply.kind };
  if (reply.kind === 'down') return { phase: 'waiting', retryAfter: reply.retryAfter };
  if (reply.code === 'device_revoked') {
    return reply.body.lost === true ? { phase: 'revoked', lost: true } : { phase: 'revoked' };
  }
  const known = BY_CODE[reply.code];
  if (known) return known;
  if (reply.status === 401) return { phase: 'signin' };
  if (reply.status === 426) return { phase: 'upgrade' };
  return { phase: 'waiting', retryAfter: reply.retryAfter };
}
