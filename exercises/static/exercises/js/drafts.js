/* Nothing typed is lost. A form with data-autosave="address" and data-draft="name" keeps a copy in the browser at once
   and sends it 800 ms after the last stroke. "Saved" is said only when the server has answered; when somebody else has
   saved meanwhile, both texts are shown. Answer 2xx: {"version", "saved": "14:58:21"}; 409: {"version", "theirs": {field: text}}. */

const PAUSE = 800;
const timers = new WeakMap();

const shelf = (form) => `parley.draft.${location.pathname}.${form.dataset.draft}`;

const word = (code) => document.querySelector(`#words [data-word="${code}"]`)?.textContent ?? code;

const fields = (form) => [...form.querySelectorAll("textarea[name], input[name]:not([type=hidden]), select[name]")];

function note(form, text) {
  const place = form.querySelector("[data-saved]");
  if (place) place.textContent = text;
}

function keep(form) {
  const kept = Object.fromEntries(fields(form).map((field) => [field.name, field.value]));
  try {
    localStorage.setItem(shelf(form), JSON.stringify(kept));
  } catch {
    /* a full or closed store must not stop the typing */
  }
}

function restore(form) {
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem(shelf(form)) ?? "{}");
  } catch {
    return;
  }
  let found = false;
  for (const field of fields(form)) {
    if (kept[field.name] && field.type !== "radio" && kept[field.name] !== field.value && !field.value) {
      field.value = kept[field.name];
      found = true;
    }
  }
  if (found) note(form, word("restored"));
}

async function save(form) {
  const body = new FormData(form);
  body.set("version", form.dataset.version ?? "0");
  note(form, word("saving"));
  let answer;
  try {
    answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body,
      headers: { Accept: "application/json", "X-CSRFToken": body.get("csrfmiddlewaretoken") ?? "" },
      credentials: "same-origin",
    });
  } catch {
    note(form, word("kept-here"));
    return;
  }
  const data = await answer.json().catch(() => ({}));
  if (data.version !== undefined) form.dataset.version = data.version;
  if (answer.ok) saved(form, data);
  else if (answer.status === 409 && data.theirs) differ(form, data.theirs);
  else note(form, data.detail ?? word("kept-here"));
}

function saved(form, data) {
  localStorage.removeItem(shelf(form));
  note(form, `${word("saved")} ${data.saved ?? ""}`.trim());
}

function differ(form, theirs) {
  form.querySelector(".conflict")?.remove();
  const box = document.createElement("div");
  box.className = "conflict note";
  box.setAttribute("role", "alert");
  const text = document.createElement("p");
  text.textContent = word("conflict");
  box.append(text);
  for (const field of fields(form)) {
    if (theirs[field.name] === undefined || theirs[field.name] === field.value) continue;
    const quote = document.createElement("blockquote");
    quote.textContent = theirs[field.name];
    box.append(quote, choice(word("take-theirs"), box, () => { field.value = theirs[field.name]; }));
  }
  box.append(choice(word("keep-mine"), box, () => save(form)));
  form.append(box);
}

function choice(text, box, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-s";
  button.textContent = text;
  button.addEventListener("click", () => {
    act();
    box.remove();
  });
  return button;
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-autosave]");
  if (!form) return;
  keep(form);
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => save(form), PAUSE));
});
document.addEventListener("parley:sent", ({ detail }) => {
  clearTimeout(timers.get(detail.form));
  localStorage.removeItem(shelf(detail.form));
});
for (const form of document.querySelectorAll("form[data-autosave]")) restore(form);
