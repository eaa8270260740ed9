// @ts-check
/* The drawer with all lessons: a step of the browser's history, so that its back closes it. */
(() => {
  "use strict";
  const { the, holds, linkOf, closeOutside } = courseDom;
  const root = document.documentElement;
  const menu = the("[data-mdx-menu]");
  const nav = the("#mdx-nav");
  const isOpen = () => menu.getAttribute("aria-expanded") === "true";
  /**
   * @param {boolean} open
   * @param {boolean} [giveBack]
   */
  const slide = (open, giveBack) => {
    menu.setAttribute("aria-expanded", String(open));
    root.classList.toggle("mdx-open", open);
    if (open) (the("[aria-current]", nav) || the("a", nav)).focus();
    else if (giveBack) menu.focus();
  };
  const isStep = () => Boolean(history.state && history.state.drawer);
  let isLeaving = false; // going back takes a moment; opened again meanwhile, it is no step
  const open = () => {
    slide(true);
    if (!isLeaving) history.pushState({ drawer: true }, "");
  };
  /** @param {boolean} [giveBack] */
  const close = (giveBack) => {
    slide(false, giveBack);
    if (!isStep() || isLeaving) return;
    isLeaving = true;
    history.back();
  };
  addEventListener("popstate", () => {
    if (!isLeaving && isStep() !== isOpen()) slide(isStep(), true);
    isLeaving = false;
  });
  addEventListener("pageshow", () => isStep() && !isOpen() && slide(true));
  menu.addEventListener("click", () => (isOpen() ? close(true) : open()));
  nav.addEventListener("focusout", ({ relatedTarget }) => {
    if (isOpen() && relatedTarget && !holds(nav, relatedTarget)) close();
  });
  nav.addEventListener("click", (event) => {
    const link = linkOf(event);
    if (!link || !isOpen()) return;
    const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (isElsewhere || !isStep() || isLeaving) {
      close();
      return;
    }
    event.preventDefault();
    if (link.matches("[aria-current=page]")) {
      close(true);
      return;
    }
    slide(false);
    location.replace(link.href); // the new page takes the drawer's step
  });
  document.addEventListener("keydown", ({ key }) => key === "Escape" && isOpen() && close(true));
  closeOutside([nav, menu], isOpen, () => close(true));
})();
