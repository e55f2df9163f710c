/* The room display stays awake and finds its way back by itself. */

async function stayAwake() {
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    /* not granted: the display may sleep, nothing else changes */
  }
}
stayAwake();
document.addEventListener("visibilitychange", () => document.hidden || stayAwake());

let contact = Date.now();
document.addEventListener("parley:link", ({ detail }) => {
  if (detail === "live") contact = Date.now();
});
document.addEventListener("parley:swapped", () => {
  contact = Date.now();
});
setInterval(() => {
  if (document.querySelector("[data-link=live]")) contact = Date.now();
  if (Date.now() - contact > 600000) location.reload();
}, 15000);
