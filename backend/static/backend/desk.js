// Keys for who works with a keyboard all day; every page works wholly without them.
(() => {
  const OFF = "tombol-pintas-mati";
  const line = document.getElementById("tombol");
  if (!line) return;
  const rows = () => [...document.querySelectorAll("[data-row]")];
  const typing = (place) =>
    place.closest("select, textarea, [contenteditable], input:not([type=checkbox]):not([type=radio])") !== null;

  /** Focuses the row after or before the one that has the focus; from nowhere the first or the last. */
  function move(step) {
    const all = rows();
    const from = all.findIndex((row) => row.closest("tr").contains(document.activeElement));
    const to = from < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, from + step));
    if (all[to]) show(all[to]);
  }

  function show(place) {
    place.focus({ focusVisible: true });
    place.scrollIntoView({ block: "nearest" });
  }

  /** What carries the key: a fold opens and its first field has the focus, a link is followed, a button only focused. */
  function go(place) {
    const fold = place.closest("details");
    if (place.tagName === "SUMMARY") {
      fold.open = true;
      show(fold.querySelector("input:not([type=hidden]), select, textarea, button, a") ?? place);
    } else if (place.tagName === "A") place.click();
    else show(place);
  }

  document.addEventListener("keydown", (press) => {
    const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
    if (press.ctrlKey || press.altKey || press.metaKey || press.defaultPrevented || typing(press.target)) return;
    if (localStorage.getItem(OFF)) return;
    if (key === "?") {
      line.open = !line.open;
      show(line.querySelector("summary"));
    } else if ((key === "j" || key === "k") && rows().length) move(key === "j" ? 1 : -1);
    else {
      const place = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
      if (!place) return;
      go(place);
    }
    press.preventDefault();
  });

  const off = line.querySelector("input");
  off.checked = localStorage.getItem(OFF) !== null;
  off.addEventListener("change", () => {
    if (off.checked) localStorage.setItem(OFF, "1");
    else localStorage.removeItem(OFF);
  });
  line.hidden = false;
})();
