/* The server's clock rules. Pages carry ends and lefts; this file only draws them, and says when little is left.
   <parley-clock ends="epoch" | left="seconds" [announce]>  counts down, never below zero
   <parley-since at="epoch">                                counts up
   [data-now-line] inside [data-starts][data-ends]          the line of the present moment on a run sheet */

const THRESHOLDS = [300, 60, 20];
let offset = Number(document.body.dataset.now || Date.now() / 1000) - Date.now() / 1000;

const now = () => Date.now() / 1000 + offset;

const two = (n) => String(n).padStart(2, "0");

function spell(seconds, short) {
  const whole = Math.max(0, Math.ceil(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = two(whole % 60);
  if (hours) return `${hours}:${two(minutes)}:${rest}`;
  return short ? `${minutes}:${rest}` : `${two(minutes)}:${rest}`;
}

function set(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

class Clock extends HTMLElement {
  connectedCallback() {
    this.draw();
  }

  get seconds() {
    if (this.hasAttribute("left")) return Number(this.getAttribute("left"));
    return Math.max(0, Number(this.getAttribute("ends")) - now());
  }

  draw() {
    if (!this.hasAttribute("ends") && !this.hasAttribute("left")) return;
    const seconds = this.seconds;
    set(this, spell(seconds, this.hasAttribute("short")));
    if (this.hasAttribute("announce") && !this.hasAttribute("left")) this.warn(seconds);
    this.toggleAttribute("low", seconds <= 60);
  }

  warn(seconds) {
    const mark = THRESHOLDS.filter((limit) => seconds <= limit).length;
    const key = this.getAttribute("ends");
    if (this.key === key && mark > this.mark && seconds > 0) {
      const limit = THRESHOLDS[mark - 1];
      const word = document.querySelector(`#words [data-word="left-${limit}"]`);
      if (word) document.dispatchEvent(new CustomEvent("parley:say", { detail: { text: word.textContent } }));
    }
    this.key = key;
    this.mark = mark;
  }
}

class Since extends HTMLElement {
  connectedCallback() {
    this.draw();
  }

  draw() {
    set(this, spell(now() - Number(this.getAttribute("at")), true));
  }
}

function moveLines() {
  for (const line of document.querySelectorAll("[data-now-line]")) {
    const { starts, ends } = line.closest("[data-starts]").dataset;
    const share = Math.min(1, Math.max(0, (now() - starts) / (ends - starts)));
    line.setAttribute("transform", `translate(${(92 + share * 934).toFixed(1)} 0)`);
  }
}

customElements.define("parley-clock", Clock);
customElements.define("parley-since", Since);
document.addEventListener("parley:now", (event) => {
  offset = event.detail - Date.now() / 1000;
});

function tick() {
  for (const node of document.querySelectorAll("parley-clock, parley-since")) node.draw();
  moveLines();
}
tick();
setInterval(tick, 250);
