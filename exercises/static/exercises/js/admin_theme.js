// Light or dark in the admin: as chosen here before, otherwise as the system has it. Loaded in the head, before paint.
"use strict";
{
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => localStorage.getItem("theme");
  const show = () => { root.dataset.theme = chosen() === "dark" || (chosen() !== "light" && system.matches) ? "dark" : "light"; };

  show();
  system.addEventListener("change", show);
  addEventListener("click", (event) => {
    if (!event.target.closest(".theme-toggle")) return;
    localStorage.setItem("theme", root.dataset.theme === "dark" ? "light" : "dark");
    show();
  });
}
