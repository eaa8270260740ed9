// @ts-check
/* Before the first paint: the colours the reader chose, or else those the device asks for; and that
   scripts are on. A browser that can't read ?. and ?? can't read the other scripts, either: it
   leaves this one out, too, and shows the page that does without. So does one in which a script
   of the page fails or doesn't come. */
(() => {
  "use strict";
  const root = document.documentElement;
  let chosen = null;
  try {
    chosen = localStorage?.getItem("courseware:scheme") ?? null;
  } catch {
    /* storage is off: the device decides */
  }
  const isDark = chosen ? chosen === "slate" : matchMedia("(prefers-color-scheme: dark)").matches;
  if (isDark) root.setAttribute("data-md-color-scheme", "slate");

  /* In a folder browsers don't say whose fault it is. */
  /** @param {any} event */
  const isOurs = ({ target, filename }) =>
    target === window
      ? filename ? [...document.scripts].some(({ src }) => src === filename) : location.protocol === "file:"
      : target.defer === true;
  /** @param {Event} event */
  const giveUp = (event) => isOurs(event) && root.classList.replace("js", "no-js");
  root.classList.replace("no-js", "js");
  addEventListener("error", giveUp, true);
  addEventListener("DOMContentLoaded", () => removeEventListener("error", giveUp, true));
})();
