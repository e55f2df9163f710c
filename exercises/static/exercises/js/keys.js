/* One letter, one act. An element says its key with data-key; the first one that can be seen wins. Keys rest inside
   fields, with Ctrl, Alt or Meta, and when the person has switched them off (WCAG 2.1.4). */

const FIELDS = "input, textarea, select, [contenteditable]";
const SWITCH = "parley.keys";

const off = () => document.body.dataset.keys === "off" || localStorage.getItem(SWITCH) === "off";

const seen = (node) => node.checkVisibility?.({ checkVisibilityCSS: true }) ?? node.offsetParent !== null;

function press(key) {
  const wanted = [...document.querySelectorAll("[data-key]")].find(
    (node) => node.dataset.key.split("|").includes(key) && !node.disabled && seen(node),
  );
  if (!wanted) return false;
  if (wanted.matches("input, textarea, select")) wanted.focus();
  else wanted.click();
  return true;
}

function step(forward) {
  const links = [...document.querySelectorAll("[data-steps] a[href]")].filter(seen);
  if (!links.length) return false;
  const at = links.findIndex((link) => link.getAttribute("aria-current") || link === document.activeElement);
  const next = links[Math.min(links.length - 1, Math.max(0, at + (forward ? 1 : -1)))];
  next.focus();
  next.click();
  return true;
}

function help() {
  const dialog = document.getElementById("keys");
  if (!dialog) return false;
  if (dialog.open) dialog.close();
  else dialog.showModal();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.target.closest(FIELDS)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (off() || event.target.closest("dialog[open]")) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === " " && event.target.closest("a, button, summary")) return;
  const done =
    (key === "j" && step(true)) || (key === "k" && step(false)) || (key === "?" && help()) || press(key);
  if (done) event.preventDefault();
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-key-switch]")) {
    localStorage.setItem(SWITCH, event.target.checked ? "on" : "off");
  }
});
for (const box of document.querySelectorAll("[data-key-switch]")) box.checked = !off();

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) {
    document.getElementById(opener.dataset.opens)?.showModal();
    event.preventDefault();
  }
  if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
});
