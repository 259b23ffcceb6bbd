/** The course of writing a file: measured, chosen, written, handed on. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { words } from '../../../i18n';
import {
  fileName,
  type Measure,
  measure,
  NO_KEY,
  type Packed,
  PHOTO_GONE,
  pack,
} from '../../../parcels';
import { nowIn } from '../../format';
import { outbox, village } from '../../live/session';
import { store } from '../../live/store';
import { say } from '../../parts/toast';
import { isFull } from './hand';
import { stepwise } from './stepwise';

export interface Ready extends Packed {
  readonly name: string;
}

export function useWriting() {
  const [size, setSize] = useState<Measure>();
  const [done, setDone] = useState<number>();
  const [ready, setReady] = useState<Ready>();
  const [problem, setProblem] = useState('');
  const stopper = useRef<AbortController | undefined>(undefined);
  const box = outbox.value;
  useEffect(() => {
    let gone = false;
    void measure(store()).then((found) => gone || setSize(found));
    return () => {
      gone = true;
    };
  }, [box]);
  useEffect(() => () => stopper.current?.abort(), []);

  async function start(withPhotos: boolean) {
    const stop = new AbortController();
    stopper.current = stop;
    setProblem('');
    setDone(0);
    try {
      const written = await pack(store(), {
        withPhotos,
        signal: stop.signal,
        onBytes: stepwise(setDone),
      });
      setReady({ ...written, name: named(written) });
    } catch (error) {
      if (stop.signal.aborted) say(words().parcels.write.stopped);
      else setProblem(sentence(error));
    }
    setDone(undefined);
  }

  return {
    size,
    done,
    ready,
    problem,
    start: (withPhotos: boolean) => void start(withPhotos),
    stop: () => stopper.current?.abort(),
    anew: () => setReady(undefined),
  };
}

function named({ load }: Packed): string {
  const { date, time } = nowIn(village.peek()?.zone ?? 'WIB');
  const places = new Set([...load.changes, ...load.photos].map((each) => each.village));
  const here = village.peek();
  return fileName(here && places.has(here.village) ? here.name : '', date, time);
}

function sentence(error: unknown): string {
  const t = words().parcels.write;
  const { name } = error as Error;
  if (name === NO_KEY) return t.noKey;
  if (name === PHOTO_GONE) return t.photoGone;
  return isFull(error) ? t.full : t.failed;
}

/** Remembers the file, so that the phone can tell what was recorded since. */
export async function noteHandedOn({ load, name, blob }: Ready): Promise<void> {
  await store().parcels.handedOn(load, {
    at: new Date().toISOString(),
    name,
    size: blob.size,
    changes: load.changes.length,
    photos: load.photos.length,
  });
}
