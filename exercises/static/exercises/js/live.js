/* The live link. <body data-socket data-poll data-after="epoch.n" data-mine> says where and from which frame on.
   Frames are applied in order; a gap means: connect again with the cursor. When the socket is blocked the same cursor is
   polled. Nothing here moves focus or scroll: htmx's morph keeps what a person is typing.

   Messages: {"type": "frame", "n", "epoch", "fragments": [{"target", "html", "swap"}], "mine"?, "toast"?, "say"?, "inject"?}
             {"type": "head", "n", "now"?} · {"type": "aside", "fragments"?, "mine"?} · {"type": "reload"}
             {"type": "notice", "code", "text"?} */

const { socket: socketUrl, poll: pollUrl, mine: mineUrl, after = "0.0" } = document.body.dataset;
const SWAPS = { morph: "outerMorph", append: "beforeend", prepend: "afterbegin", remove: "delete" };
const SILENCE = 40000;
const POLL = 3000;

let [epoch, last] = [after.slice(0, after.lastIndexOf(".")), Number(after.slice(after.lastIndexOf(".") + 1))];
let socket = null;
let failures = 0;
let heard = Date.now();
let work = Promise.resolve();
let timer = 0;
let wanted = new Set();
let fetching = 0;

const send = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

const word = (code) => document.querySelector(`#words [data-word="${code}"]`)?.textContent ?? code;

/* --- The chip that says how the link is ------------------------------------------------------------------------- */

let state = "";

function link(next, seconds = 0) {
  for (const chip of document.querySelectorAll("[data-link]")) {
    chip.dataset.link = next;
    chip.textContent = word(`link-${next}`).replace("{n}", String(Math.max(1, Math.round(seconds))));
  }
  if (next === state) return;
  if (next === "live" && state === "retry") send("parley:toast", { text: word("back") });
  state = next;
  send("parley:link", next);
}

/* --- Applying what arrives --------------------------------------------------------------------------------------- */

function atFoot(node) {
  return node.scrollHeight - node.scrollTop - node.clientHeight < 48;
}

async function swap({ target, html = "", swap: how = "morph" }) {
  const place = document.querySelector(target);
  if (!place) {
    if (how === "append") send("parley:elsewhere", { target });
    return;
  }
  const text = html.trim();
  const id = /^<[^>]*\sid="([^"]+)"/.exec(text)?.[1];
  const known = how !== "remove" && id ? document.getElementById(id) : null;
  const box = place.closest("[data-sticks]");
  const follow = box && atFoot(box);
  await htmx.swap({ target: known ?? place, text, swap: known ? "outerMorph" : SWAPS[how], sourceElement: document.body });
  if (follow) box.scrollTop = box.scrollHeight;
  else if (box && how === "append" && !known) box.dataset.more = String(Number(box.dataset.more || 0) + 1);
}

function apply(message) {
  work = work
    .then(async () => {
      for (const fragment of message.fragments ?? []) await swap(fragment);
      if (message.inject) send("parley:arrived", { inject: message.inject });
      send("parley:swapped", message);
      if (message.say) send("parley:say", { text: message.say });
      if (message.toast) send("parley:toast", message.toast);
      if (message.mine?.length) want(message.mine);
    })
    .catch((error) => console.error(error));
}

function frame(message) {
  if (message.epoch !== undefined && message.epoch !== epoch) return location.reload();
  if (message.n <= last) return undefined;
  if (message.n > last + 1) return again();
  last = message.n;
  if (message.go) return location.reload();
  return apply(message);
}

function head(message) {
  if (message.now) send("parley:now", message.now);
  if (message.n > last) again();
  else link("live");
}

const HANDLERS = {
  frame,
  head,
  aside: apply,
  reload: () => location.reload(),
  notice: (message) => send("parley:say", { text: message.text ?? word(message.code), urgent: true }),
};

function receive(message) {
  heard = Date.now();
  HANDLERS[message.type]?.(message);
}

/* --- What is only mine: fetched, never pushed --------------------------------------------------------------------- */

/* A star stands for any id: "tx-acts:*". */
function want(parts) {
  for (const part of parts) {
    const match = part.endsWith("*") ? `[data-mine^="${part.slice(0, -1)}"]` : `[data-mine="${part}"]`;
    for (const place of document.querySelectorAll(match)) wanted.add(place.dataset.mine);
  }
  if (wanted.size && !fetching) fetching = setTimeout(fetchMine, 150 + Math.random() * 450);
}

/* What is open in the page stays open, also where the address does not say so. */
function standing() {
  const query = new URLSearchParams(location.search);
  const order = document.querySelector("#picker .orderform");
  const open = {
    inject: document.querySelector("#inject article[id^=inject-]")?.id.slice("inject-".length),
    room: document.querySelector("#compose [name=room]")?.value,
    action: order && (order.elements.namedItem("action").value || "free"),
    pick: document.querySelector("#picker > details[open]") && "1",
    replying: document.querySelector("#inject-acts > .replybox[open]") && "1",
  };
  for (const [name, value] of Object.entries(open)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  return query;
}

async function fetchMine() {
  if (!mineUrl) return;
  const parts = [...wanted];
  wanted = new Set();
  fetching = 0;
  const query = standing();
  for (const part of parts) query.append("part", part);
  try {
    const answer = await fetch(`${mineUrl}?${query}`, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (answer.ok) apply({ fragments: (await answer.json()).fragments });
  } catch {
    for (const part of parts) wanted.add(part);
  }
}

/* --- The socket, and the poll when there is none -------------------------------------------------------------------- */

function address() {
  const url = new URL(socketUrl, location.href);
  url.protocol = url.protocol.replace("http", "ws");
  url.searchParams.set("after", `${epoch}.${last}`);
  return url;
}

function connect() {
  clearTimeout(timer);
  link(failures ? "retry" : "catching", 1);
  heard = Date.now();
  const mine = new WebSocket(address());
  socket = mine;
  mine.addEventListener("open", () => {
    failures = 0;
    link("catching");
  });
  mine.addEventListener("message", ({ data }) => {
    if (mine === socket && typeof data === "string") receive(JSON.parse(data));
  });
  mine.addEventListener("close", () => {
    if (mine === socket) lost();
  });
}

/* Full jitter: a room of people must not come back in the same instant. */
function lost() {
  socket = null;
  failures += 1;
  if (failures >= 3 && pollUrl) return polling();
  const wait = Math.random() * Math.min(20000, 500 * 2 ** failures);
  link(navigator.onLine ? "retry" : "offline", wait / 1000);
  timer = setTimeout(connect, wait);
  return undefined;
}

function again() {
  const old = socket;
  socket = null;
  old?.close();
  clearTimeout(timer);
  timer = setTimeout(connect, Math.random() * 500);
}

async function polling() {
  clearTimeout(timer);
  try {
    const url = new URL(pollUrl, location.href);
    url.searchParams.set("after", `${epoch}.${last}`);
    const answer = await fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (answer.status === 403 || answer.status === 404) return location.reload();
    if (!answer.ok) throw new Error(String(answer.status));
    for (const message of await answer.json()) receive(message);
    link("live");
  } catch {
    link(navigator.onLine ? "retry" : "offline", POLL / 1000);
  }
  failures += 1;
  /* Every tenth round the socket is tried once more. */
  timer = setTimeout(failures % 10 ? polling : connect, POLL + Math.random() * 500);
  return undefined;
}

function watch() {
  if (socket && Date.now() - heard > SILENCE) again();
}

if (socketUrl) {
  connect();
  setInterval(watch, 5000);
  window.addEventListener("online", again);
  window.addEventListener("offline", () => link("offline"));
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && Date.now() - heard > SILENCE / 2) again();
  });
  document.addEventListener("parley:fragments", ({ detail }) => apply({ fragments: detail }));
  document.addEventListener("parley:mine", ({ detail }) => want(detail));
}
