/* Commands. Every act is an ordinary form that works without script; with script the answer comes back without leaving
   the page. A form, or the form a button belongs to, is caught when it has data-act.
   Answer 2xx: {"said"?, "undo"?, "fragments"?, "mine"?, "go"?}   Refusal 4xx: {"code", "detail", "fields"?} */

const waiting = [];

const random = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

const send = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

const word = (code) => document.querySelector(`#words [data-word="${code}"]`)?.textContent ?? code;

function freshKey(form) {
  const field = form.elements.namedItem("key");
  if (field) field.value = random();
}

/* Forms in shared fragments carry nothing personal: token and key come from the page's own form. */
function complete(body) {
  const own = document.getElementById("act")?.elements.namedItem("csrfmiddlewaretoken");
  if (own && !body.get("csrfmiddlewaretoken")) body.set("csrfmiddlewaretoken", own.value);
  if (!body.get("key")) body.set("key", random());
}

/* The page is live: what the person sees is the turn the act is meant for. */
function meantFor(body) {
  const bar = document.getElementById("top-turn");
  if (!bar) return;
  if (bar.dataset.turn) body.set("turn", bar.dataset.turn);
  if (bar.dataset.generation) body.set("generation", bar.dataset.generation);
}

function complain(form, refusal) {
  const place = form.querySelector("[data-error]");
  if (place) {
    place.textContent = refusal.detail;
    place.hidden = false;
  }
  for (const [name, text] of Object.entries(refusal.fields ?? {})) {
    const field = form.elements.namedItem(name);
    if (!field?.setAttribute) continue;
    field.setAttribute("aria-invalid", "true");
    field.title = text;
  }
  send("parley:toast", { text: refusal.detail, kind: "error" });
}

function settle(form, answer) {
  const place = form.querySelector("[data-error]");
  if (place) place.hidden = true;
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  if (form.hasAttribute("data-clears")) {
    form.reset();
    send("parley:sent", { form });
  }
  form.closest("dialog")?.close();
  if (form.hasAttribute("data-leaves")) form.remove();
  if (answer.said) send("parley:toast", { text: answer.said, undo: answer.undo, seconds: answer.seconds });
  if (answer.fragments?.length) send("parley:fragments", answer.fragments);
  if (answer.mine?.length) send("parley:mine", answer.mine);
  if (answer.go) location.assign(answer.go);
}

async function post(url, body) {
  return fetch(url, {
    method: "POST",
    body,
    headers: { Accept: "application/json", "X-CSRFToken": body.get("csrfmiddlewaretoken") ?? "" },
    credentials: "same-origin",
    redirect: "manual",
  });
}

async function perform(form, url, body) {
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await post(url, body);
    const json = (answer.headers.get("content-type") ?? "").includes("json");
    if (!json) {
      location.reload();
      return;
    }
    const data = await answer.json();
    if (answer.ok) settle(form, data);
    else complain(form, data);
    /* A server that stumbled may have done it all the same; the same key finds out. */
    if (answer.status < 500) freshKey(form);
  } catch {
    later(form, url, body);
  } finally {
    form.removeAttribute("aria-busy");
  }
}

/* Talk may wait for the link with its own key; a lock or a signature never does. */
function later(form, url, body) {
  if (!form.hasAttribute("data-queues")) {
    send("parley:toast", { text: word("not-sent"), kind: "error" });
    return;
  }
  waiting.push([form, url, body]);
  if (form.hasAttribute("data-clears")) form.reset();
  freshKey(form);
  send("parley:toast", { text: word("queued") });
}

function ask(text, go) {
  const dialog = document.getElementById("ask");
  dialog.querySelector("[data-question]").textContent = text;
  dialog.addEventListener("close", () => dialog.returnValue === "yes" && go(), { once: true });
  dialog.returnValue = "";
  dialog.showModal();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const pressed = event.submitter;
  if (!form.matches("[data-act]")) return;
  event.preventDefault();
  if (form.getAttribute("aria-busy") === "true") return;
  const body = new FormData(form, pressed);
  complete(body);
  meantFor(body);
  /* A field called "action" hides the form's own property of that name. */
  const url = pressed?.hasAttribute("formaction") ? pressed.formAction : new URL(form.getAttribute("action"), location.href).href;
  const go = () => perform(form, url, body);
  const question = pressed?.dataset.confirm ?? form.dataset.confirm;
  if (question) ask(question, go);
  else go();
});

/* Undo and other acts a script asks for go through the page's own form. */
document.addEventListener("parley:do", ({ detail }) => {
  const form = document.getElementById("act");
  const body = new FormData(form);
  for (const [name, value] of Object.entries(detail.fields ?? {})) body.set(name, value);
  meantFor(body);
  perform(form, new URL(`do/${detail.verb}/`, location.href).href, body);
});

document.addEventListener("parley:link", ({ detail }) => {
  if (detail !== "live") return;
  for (const [form, url, body] of waiting.splice(0)) perform(form, url, body);
});

/* Enter sends, Shift+Enter breaks the line, in one-line composers. */
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.matches("[data-enter-sends]")) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});
