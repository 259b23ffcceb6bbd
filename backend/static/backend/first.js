// What the QR of a slip says stands behind the "#", so that no server's log holds it; nor does this page's address.
'use strict';
const said = new URLSearchParams(location.hash.slice(1));
for (const [name, field] of [['n', 'username'], ['k', 'code']]) {
  const input = document.getElementById(field);
  if (said.get(name) && !input.value) input.value = said.get(name);
}
if (location.hash) history.replaceState(null, '', location.pathname);
