/* Speaks to screen readers through the two live regions of the page: politely, at most once in five seconds, and at
   once for what stops the game. Later messages wait and are joined, so nothing is lost and nobody is flooded. */

const GAP = 5000;
const waiting = [];
let last = 0;
let timer = 0;

function speak(region, text) {
  const node = document.getElementById(region);
  if (node) node.textContent = text;
}

function flush() {
  timer = 0;
  if (!waiting.length) return;
  last = Date.now();
  speak("polite", waiting.splice(0).join(" "));
}

document.addEventListener("parley:say", ({ detail }) => {
  if (detail.urgent) {
    speak("assertive", detail.text);
    return;
  }
  waiting.push(detail.text);
  if (waiting.length > 3) waiting.splice(0, waiting.length - 3);
  if (!timer) timer = setTimeout(flush, Math.max(0, last + GAP - Date.now()));
});
