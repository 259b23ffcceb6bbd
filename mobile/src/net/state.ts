/** How sending stands, as the one line of the screen that is always visible shows it. */

export type Phase =
  | 'idle'
  | 'sending'
  | 'waiting'
  | 'offline'
  | 'portal'
  | 'signin'
  | 'revoked'
  | 'upgrade';

export interface SyncState {
  readonly phase: Phase;
  /** Changes the server has answered in this run, of how many. */
  readonly sent: number;
  readonly total: number;
  readonly bytesSent: number;
  readonly bytesTotal: number;
  /** When an exchange last ended well; null: never on this phone. */
  readonly lastSuccess: string | null;
  /** When the next try is planned; null: at the next occasion. */
  readonly retryAt: string | null;
  /** How far the phone's clock was before the server's (ms); null: the server has not answered yet. */
  readonly ahead: number | null;
}

export const AT_REST: SyncState = {
  phase: 'idle',
  sent: 0,
  total: 0,
  bytesSent: 0,
  bytesTotal: 0,
  lastSuccess: null,
  retryAt: null,
  ahead: null,
};
