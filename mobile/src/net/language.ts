/** A language that somebody chose stays on the phone, with the app. */

/** Asks the service worker to keep the file of `language`; asked at each start, should one have failed. */
export function keepLanguage(language: string): void {
  if (!('serviceWorker' in navigator)) return;
  void navigator.serviceWorker.ready.then(({ active }) => {
    active?.postMessage({ type: 'language', language });
  });
}
