/* Before the first paint: the four globals the theme's bundle expects (its own inline script,
   as a file), and the colours the reader chose, or else those the device asks for. */
var __md_scope = new URL("../../", document.currentScript.src);
var __md_hash = (text) => [...text].reduce((hash, sign) => (hash << 5) - hash + sign.charCodeAt(0), 0);
var __md_get = (name, storage, scope = __md_scope) => {
  try {
    return JSON.parse((storage || localStorage).getItem(`${scope.pathname}.${name}`));
  } catch {
    return null;
  }
};
var __md_set = (name, value, storage, scope = __md_scope) => {
  try {
    (storage || localStorage).setItem(`${scope.pathname}.${name}`, JSON.stringify(value));
  } catch {
    /* storage is off or full: the choice lasts for this page */
  }
};
(() => {
  "use strict";
  const chosen = __md_get("__palette");
  const scheme = chosen && chosen.color ? chosen.color.scheme : matchMedia("(prefers-color-scheme: dark)").matches && "slate";
  const paint = () => {
    if (!document.body) return;
    watcher.disconnect();
    if (scheme) document.body.setAttribute("data-md-color-scheme", scheme);
  };
  const watcher = new MutationObserver(paint);
  watcher.observe(document.documentElement, { childList: true });
  document.documentElement.classList.replace("no-js", "js");
})();
