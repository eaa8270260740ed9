// @ts-check
/* On the page that stands where another one was: goes on to it, with the reader's #place
   unless the new address names one. Without scripts the page goes on by itself. */
(() => {
  "use strict";
  /** @type {any} */
  const script = document.currentScript;
  const target = new URL(script.dataset.to, location.href);
  if (!target.hash) target.hash = location.hash;
  location.replace(target.href);
})();
