// @ts-check
/* Where this page belongs: to a course, to a version of it, to a site in some folder. */
const coursePlace = (() => {
  "use strict";
  /** @type {any} */
  const script = document.currentScript;
  return {
    COURSE: String(script.dataset.course),
    VERSION: String(script.dataset.version),
    /** The site's root. */
    ROOT: new URL("../../", script.src),
    /** Whether the site lies on a server, not in a folder. */
    isServed: /^https?:$/.test(location.protocol),
  };
})();
