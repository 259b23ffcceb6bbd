/** The course of taking a colleague's file along: opened, looked into, kept. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { words } from '../../../i18n';
import { readParcel, type Seen } from '../../../parcels';
import { sendNow } from '../../live/sending';
import { store } from '../../live/store';
import { say } from '../../parts/toast';
import { isFull } from './hand';
import { stepwise } from './stepwise';

export interface Opened {
  readonly file: File;
  readonly seen: Seen;
}

/** What is under way, of how many bytes. */
export interface Busy {
  readonly work: 'checking' | 'taking';
  readonly done: number;
  readonly total: number;
}

export function useOpening() {
  const [opened, setOpened] = useState<Opened>();
  const [busy, setBusy] = useState<Busy>();
  const [problem, setProblem] = useState('');
  const stopper = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => stopper.current?.abort(), []);

  /** Runs one piece of work with its progress shown; what goes wrong becomes a sentence. */
  async function run(
    work: Busy['work'],
    file: File,
    does: (signal: AbortSignal) => Promise<string>,
  ) {
    const stop = new AbortController();
    stopper.current = stop;
    setProblem('');
    setBusy({ work, done: 0, total: file.size });
    try {
      setProblem(await does(stop.signal));
    } catch (error) {
      const t = words().parcels.carry;
      if (!stop.signal.aborted)
        setProblem(isFull(error) && work === 'taking' ? t.full : t.unreadable);
    }
    setBusy(undefined);
  }

  const show = (done: number) => setBusy((now) => now && { ...now, done });

  async function look(file: File, signal: AbortSignal): Promise<string> {
    const t = words().parcels.carry;
    const onBytes = stepwise(show);
    const seen = await readParcel(file, { signal, onBytes });
    if (typeof seen === 'string') return t.faults[seen];
    const known = await store().parcels.list();
    if (known.some(({ id }) => id === seen.sha256)) return t.known;
    setOpened({ file, seen });
    return '';
  }

  async function keep({ file, seen }: Opened, signal: AbortSignal): Promise<string> {
    await store().parcels.keep(parcelOf(file, seen), file, show, signal);
    setOpened(undefined);
    say(words().parcels.carry.taken);
    sendNow();
    return '';
  }

  return {
    opened,
    busy,
    problem,
    open: (file: File) => {
      setOpened(undefined);
      void run('checking', file, (signal) => look(file, signal));
    },
    take: (what: Opened) => void run('taking', what.file, (signal) => keep(what, signal)),
    stop: () => stopper.current?.abort(),
    close: () => setOpened(undefined),
  };
}

function parcelOf(file: File, { sha256, name = '', made_at, villages, changes, photos }: Seen) {
  return {
    id: sha256,
    by: name,
    made_at,
    villages,
    changes,
    photos,
    size: file.size,
    kept_at: new Date().toISOString(),
    state: 'waiting' as const,
  };
}
