// @ts-check
/* Glossary terms in the text: hover, tap, click or Enter opens the explanation in place;
   Esc or a click elsewhere closes it. Without this script a term is a link to the glossary.
   All explanations are one file, fetched at the first sign that one is wanted; the service worker
   keeps it. */
/** @typedef {Record<string, [zh: string, en: string, abbr: string, definition: string, plain: string]>} Explanations */
(() => {
  "use strict";
  const { the, all, element, link: linkTo, fetched, holds } = courseDom;
  /** @type {any} */
  const own = document.currentScript;
  const LATER = new URL(own.dataset.later, document.baseURI).href;
  const HOVER_DELAY = 180;
  const LEAVE_DELAY = 250;
  const EDGE = 8;

  const panel = element("div", "mdx-popover");
  panel.id = "mdx-popover";
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-labelledby", "mdx-popover-name");
  panel.tabIndex = -1;
  panel.hidden = true;
  document.body.append(panel);

  /** @type {HTMLAnchorElement | null} */
  let opener = null;
  /** @type {HTMLAnchorElement | null} */
  let wanted = null;
  let timer = 0;
  const isInside = () => holds(panel, document.activeElement);

  /** @type {Promise<Explanations> | null} */
  let asked = null;
  /** The explanations; an empty object where they can't be had, to be asked for again. */
  const terms = () => {
    asked = asked || fetched(LATER).then(
      () => self.courseTerms,
      () => {
        asked = null;
        return {};
      },
    );
    return asked;
  };

  const MISSING = "没有取到解释，请检查网络后再点一次。";
  /**
   * @param {HTMLAnchorElement} link
   * @param {Explanations} known
   */
  const fill = (link, known) => {
    const [zh, en, abbr, definition, plain] = known[link.hash.slice(6)] || [link.textContent, "", "", MISSING, ""];
    const name = element("p", "mdx-popover__name", zh);
    name.id = "mdx-popover-name";
    if (en || abbr) {
      const foreign = element("span", "mdx-popover__foreign", [en, abbr].filter(Boolean).join("，"));
      foreign.lang = "en";
      name.append(" ", foreign);
    }
    panel.replaceChildren(name, element("p", "mdx-popover__text", definition));
    if (plain) panel.append(element("p", "mdx-popover__plain", `对客户可以说：${plain}`));
    panel.append(linkTo("在术语表里看", link.href, "mdx-popover__more"));
  };

  /** @param {HTMLAnchorElement} link */
  const place = (link) => {
    const box = link.getClientRects()[0] || link.getBoundingClientRect();
    const left = Math.min(box.left, document.documentElement.clientWidth - panel.offsetWidth - EDGE);
    const below = box.bottom + EDGE;
    const fits = below + panel.offsetHeight <= window.innerHeight;
    const top = fits ? below : Math.max(EDGE, box.top - panel.offsetHeight - EDGE);
    panel.style.left = `${Math.max(EDGE, left) + window.scrollX}px`;
    panel.style.top = `${top + window.scrollY}px`;
  };

  /**
   * Show the explanation; where that fails, whatever the reason, the link leads on as ever.
   * @param {HTMLAnchorElement} link
   * @param {boolean} takesFocus
   */
  const open = async (link, takesFocus) => {
    clearTimeout(timer);
    wanted = link;
    const known = await terms();
    if (wanted !== link) return;
    opener = link;
    fill(link, known);
    panel.hidden = false;
    place(link);
    if (takesFocus) panel.focus({ preventScroll: true });
  };

  /** @param {boolean} givesBack */
  const close = (givesBack) => {
    clearTimeout(timer);
    wanted = null;
    if (!opener) return;
    if (givesBack) opener.focus();
    opener = null;
    panel.hidden = true;
  };

  /**
   * @param {() => void} run
   * @param {number} delay
   */
  const later = (run, delay) => {
    clearTimeout(timer);
    timer = window.setTimeout(run, delay);
  };
  const leave = () => later(() => isInside() || close(false), LEAVE_DELAY);

  /** @type {HTMLAnchorElement[]} */
  const links = all("a.mdx-term");
  links.forEach((link) => {
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (opener === link && isInside()) {
        close(true);
        return;
      }
      open(link, true).catch(() => location.assign(link.href));
    });
    ["pointerenter", "pointerdown", "focus"].forEach((sign) => link.addEventListener(sign, terms, { once: true }));
    link.addEventListener("pointerenter", ({ pointerType }) => {
      if (pointerType === "mouse") later(() => open(link, false).catch(() => {}), HOVER_DELAY);
    });
    link.addEventListener("pointerleave", ({ pointerType }) => {
      if (pointerType === "mouse") leave();
    });
  });

  panel.addEventListener("pointerenter", () => clearTimeout(timer));
  panel.addEventListener("pointerleave", leave);

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(isInside());
    if (event.key === "Tab" && isInside()) {
      const isLast = document.activeElement === the(".mdx-popover__more", panel);
      if (event.shiftKey || isLast) close(true); // and Tab goes on from the term in the text
    }
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (!holds(panel, target) && target !== opener) close(false);
  });
  panel.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !holds(panel, relatedTarget)) close(false);
  });
  window.addEventListener("resize", () => opener && place(opener));
})();
