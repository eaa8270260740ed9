// @ts-check
/* Colours: by the device until the reader chooses. */
(() => {
  "use strict";
  const { the } = courseDom;
  const root = document.documentElement;
  const SCHEME = "data-md-color-scheme";
  const KEPT = "courseware:scheme";
  const device = matchMedia("(prefers-color-scheme: dark)");
  const switcher = the("[data-mdx-scheme]");
  const isDark = () => root.getAttribute(SCHEME) === "slate";
  /** @param {boolean} dark */
  const paint = (dark) => {
    root.setAttribute(SCHEME, dark ? "slate" : "default");
    the("*", switcher).textContent = dark ? "换成浅色" : "换成深色";
  };
  let chosen = false;
  try {
    chosen = localStorage.getItem(KEPT) !== null;
  } catch {
    /* storage is off */
  }
  paint(isDark());
  device.addEventListener?.("change", () => chosen || paint(device.matches));
  switcher.addEventListener("click", () => {
    paint(!isDark());
    chosen = true;
    try {
      localStorage.setItem(KEPT, isDark() ? "slate" : "default");
    } catch {
      /* storage is off or full: the choice lasts for this page */
    }
  });
})();
