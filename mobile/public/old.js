/* Read by browsers that cannot read the app itself: below Chrome 98. Nothing is opened, so nothing can be harmed. */
(() => {
  var able =
    'noModule' in document.createElement('script') &&
    typeof structuredClone === 'function' &&
    'indexedDB' in window &&
    'locks' in navigator;
  if (able) return;
  var place = document.getElementById('app');
  place.removeAttribute('id');
  place.textContent = '';
  function say(tag, text) {
    var made = document.createElement(tag);
    made.appendChild(document.createTextNode(text));
    made.className = 'boot';
    place.appendChild(made);
  }
  say('h1', 'Peramban HP ini terlalu lama');
  say('p', 'Perbarui Chrome lewat Play Store, lalu buka lagi halaman ini.');
  say('p', 'Catatan yang sudah tersimpan tetap aman di HP. Jangan hapus data peramban.');
  say('p', 'Update Chrome, then open this page again. Your records are safe.');
})();
