/* Filters a list while one types: <input data-finds="#list"> hides the items that do not hold every word. */

document.addEventListener("input", (event) => {
  const { finds } = event.target.dataset;
  if (!finds) return;
  const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const item of document.querySelectorAll(`${finds} [data-words]`)) {
    const text = `${item.dataset.words} ${item.textContent}`.toLowerCase();
    item.hidden = !(words.length ? words.every((one) => text.includes(one)) : item.hasAttribute("data-first"));
  }
});
