/* Before the first paint: scripts are on; the colours the reader chose, or else those the device
   asks for. */
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.replace("no-js", "js");
  let chosen = null;
  try {
    chosen = localStorage.getItem("courseware:scheme");
  } catch {
    /* storage is off: the device decides */
  }
  const isDark = chosen ? chosen === "slate" : matchMedia("(prefers-color-scheme: dark)").matches;
  if (isDark) root.setAttribute("data-md-color-scheme", "slate");
})();
