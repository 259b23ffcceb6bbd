import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { registerServiceWorker } from '../../src/net/register';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A worker whose installation ends in this state a moment later. */
function worker(end: ServiceWorkerState) {
  const target = new EventTarget() as EventTarget & { state: ServiceWorkerState };
  target.state = 'installing';
  setTimeout(() => {
    target.state = end;
    target.dispatchEvent(new Event('statechange'));
  }, 100);
  return target;
}

function registration(installing: object | null) {
  return Object.assign(new EventTarget(), { installing, waiting: null, active: null });
}

test('a first visit that is cut is tried again until the whole app is on the phone', async () => {
  const register = vi
    .fn()
    .mockRejectedValueOnce(new TypeError('no line'))
    .mockImplementationOnce(async () => registration(worker('redundant')))
    .mockImplementationOnce(async () => registration(worker('activated')));
  vi.stubGlobal('navigator', { serviceWorker: { register, controller: null } });

  const done = registerServiceWorker(() => undefined);
  await vi.advanceTimersByTimeAsync(10_000);
  await done;

  expect(register).toHaveBeenCalledTimes(3);
});

test('an app that is on the phone already asks once', async () => {
  const known = Object.assign(registration(null), { active: {} });
  const register = vi.fn().mockResolvedValue(known);
  vi.stubGlobal('navigator', { serviceWorker: { register, controller: {} } });

  await registerServiceWorker(() => undefined);

  expect(register).toHaveBeenCalledTimes(1);
});
