// @ts-check
/* What is read: folded parts open for a link to them and for paper, the section being read is marked,
   the page's name stands in the header below its heading. Nothing here measures the page while it
   loads: layout is the dearest thing on an old phone. */
(() => {
  "use strict";
  const { the, all } = courseDom;

  /**
   * The element that an address's hash names; null also where it is written wrongly.
   * @param {{hash: string}} address
   */
  const targetOf = ({ hash }) => {
    try {
      return document.getElementById(decodeURIComponent(hash.slice(1)));
    } catch {
      return null;
    }
  };

  const unfold = () => {
    for (let at = targetOf(location); at; at = at.parentElement) {
      if (at instanceof HTMLDetailsElement) at.open = true;
    }
  };
  unfold();
  addEventListener("hashchange", unfold);
  addEventListener("beforeprint", () => {
    all("details:not([open])").forEach((box) => {
      box.setAttribute("open", "");
      addEventListener("afterprint", () => box.removeAttribute("open"), { once: true });
    });
  });

  if (!("IntersectionObserver" in window)) return;

  /* The section being read: the last heading above the upper third of the window. */
  /** @type {HTMLAnchorElement[]} */
  const links = all(".mdx-toc a");
  const past = new Set();
  const entries = new Map();
  links.forEach((link) => {
    const heading = targetOf(link);
    if (heading) entries.set(heading, link);
  });
  const reading = new IntersectionObserver(
    (changes) => {
      changes.forEach(({ target, isIntersecting }) => (isIntersecting ? past.add(target) : past.delete(target)));
      links.forEach((link) => link.removeAttribute("aria-current"));
      const now = [...entries.keys()].reverse().find((heading) => past.has(heading));
      if (now) entries.get(now).setAttribute("aria-current", "true");
    },
    { rootMargin: "1000000px 0px -67% 0px" },
  );
  entries.forEach((_, heading) => reading.observe(heading));

  const inHeader = new IntersectionObserver(([{ isIntersecting, boundingClientRect }]) => {
    document.documentElement.classList.toggle("mdx-below", !isIntersecting && boundingClientRect.top < 0);
  });
  if (the("h1")) inHeader.observe(the("h1"));
})();
