/** Where a photo was taken: asked once, with consent, and never waited for long. */
import { signal } from '@preact/signals';
import { store } from '../../live/store';

export type Consent = 'asked' | 'yes' | 'no';
const KEY = 'photo place';
const PATIENCE = 5000;

export const consent = signal<Consent>('asked');

export async function readConsent(): Promise<void> {
  consent.value = (await store().getMeta<Consent>(KEY)) ?? 'asked';
}

export async function setConsent(answer: Consent): Promise<void> {
  consent.value = answer;
  await store().setMeta(KEY, answer);
  if (answer === 'yes') await here();
}

/** Six decimals are what a record carries; nothing when the phone does not know or may not say. */
export async function here(): Promise<{ latitude?: number; longitude?: number }> {
  if (consent.peek() !== 'yes' || !('geolocation' in navigator)) return {};
  return new Promise((done) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        done({
          latitude: Number(coords.latitude.toFixed(6)),
          longitude: Number(coords.longitude.toFixed(6)),
        }),
      () => done({}),
      { timeout: PATIENCE, maximumAge: 600_000 },
    );
  });
}
