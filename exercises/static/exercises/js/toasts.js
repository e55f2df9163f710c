/* Short answers at the lower edge: five seconds, with Undo where the act can be undone; mistakes stay until dismissed.
   document event "parley:toast", detail {text, kind?: "error", undo?: {verb, fields}, seconds?, href?} */

const MOST = 3;
const shelf = document.getElementById("toasts");

function word(code) {
  return document.querySelector(`#words [data-word="${code}"]`)?.textContent ?? code;
}

function button(text, act) {
  const node = document.createElement("button");
  node.type = "button";
  node.className = "btn btn-s";
  node.textContent = text;
  node.addEventListener("click", act);
  return node;
}

function show(detail) {
  const toast = document.createElement("div");
  toast.className = detail.kind === "error" ? "toast toast-e" : "toast";
  const text = document.createElement(detail.href ? "a" : "span");
  text.textContent = detail.text;
  if (detail.href) text.href = detail.href;
  toast.append(text);
  const drop = () => toast.remove();
  if (detail.undo) {
    toast.append(
      button(word("undo"), () => {
        drop();
        document.dispatchEvent(new CustomEvent("parley:do", { detail: detail.undo }));
      }),
    );
  }
  if (detail.kind === "error") toast.append(button(word("dismiss"), drop));
  else setTimeout(drop, (detail.seconds ?? 5) * 1000);
  shelf.append(toast);
  while (shelf.children.length > MOST) shelf.firstElementChild.remove();
  document.dispatchEvent(
    new CustomEvent("parley:say", { detail: { text: detail.text, urgent: detail.kind === "error" } }),
  );
}

if (shelf) document.addEventListener("parley:toast", ({ detail }) => show(detail));
