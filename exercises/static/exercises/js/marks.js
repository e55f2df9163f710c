/* Fragments are the same for everyone who reads a stream. What is mine (unread, open, not allowed) is laid over them
   here from <div id="marks" data-unread="ids" data-room="room" data-seat="seat">, after every swap. */

const told = new Set();

function apply() {
  const marks = document.getElementById("marks");
  if (!marks) return;
  allow((marks.dataset.can || "").split(" ").filter(Boolean));
  const opened = inView();
  const room = document.querySelector("#compose [name=room]")?.value || marks.dataset.room;
  const unread = new Set((marks.dataset.unread || "").split(" ").filter(Boolean));
  if (unread.delete(opened) && marks.dataset.seat) tell(opened);
  marks.dataset.unread = [...unread].join(" ");
  let count = 0;
  for (const row of document.querySelectorAll("[data-inject]")) {
    const fresh = unread.has(row.dataset.inject);
    count += fresh;
    row.classList.toggle("unread", fresh);
    row.classList.toggle("read", !fresh);
    current(row.querySelector("a"), row.dataset.inject === opened);
  }
  for (const node of document.querySelectorAll("[data-count=unread]")) {
    node.textContent = count;
    node.hidden = !count;
  }
  for (const tab of document.querySelectorAll("[data-room-tab]")) current(tab, tab.dataset.roomTab === room);
  for (const mine of document.querySelectorAll("[data-seat]")) {
    mine.classList.toggle("me", mine.dataset.seat === marks.dataset.seat);
  }
}

/* Buttons in shared parts show themselves to those who may press them now. */
function allow(verbs) {
  const kept = [...document.body.classList].filter((name) => !name.startsWith("can-"));
  document.body.className = [...kept, ...verbs.map((verb) => `can-${verb}`)].join(" ");
}

/* What lies open is what the page shows; the newest may have arrived since. */
const inView = () => document.querySelector("#inject article[id^=inject-]")?.id.slice("inject-".length) ?? "";

/* What lies open counts as opened; control and evaluators see by whom. */
function tell(inject) {
  if (told.has(inject)) return;
  told.add(inject);
  const body = new FormData(document.getElementById("act"));
  body.set("inject", inject);
  body.delete("turn");
  /* Nobody waits for the answer: what was not told now is told with the next page. */
  const headers = { Accept: "application/json" };
  fetch(new URL("do/open/", location.href), { method: "POST", body, headers, credentials: "same-origin" }).catch(() => {});
}

function current(link, is) {
  if (!link) return;
  if (is) link.setAttribute("aria-current", "true");
  else link.removeAttribute("aria-current");
}

/* A new inject is unread for everybody until opened. */
document.addEventListener("parley:arrived", ({ detail }) => {
  const marks = document.getElementById("marks");
  if (marks && detail.inject) marks.dataset.unread = `${marks.dataset.unread || ""} ${detail.inject}`.trim();
});
/* Something was said in a room that is not open: its tab counts. */
document.addEventListener("parley:elsewhere", ({ detail }) => {
  const tab = document.querySelector(`[data-room-tab][data-room-target="${CSS.escape(detail.target)}"]`);
  const count = tab?.querySelector(".count");
  if (!count) return;
  count.textContent = String(Number(count.textContent || 0) + 1);
  count.hidden = false;
});

document.addEventListener("parley:swapped", apply);
document.addEventListener("htmx:after:swap", apply);
apply();
