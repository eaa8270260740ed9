/* The frame around a page: colours, drawer, the section being read.
   Nothing here measures the page while it loads: layout is the dearest thing on an old phone. */
(() => {
  "use strict";
  const root = document.documentElement;

  /* Chromium before 86 lacks it; every other script counts on it. */
  if (!Element.prototype.replaceChildren) {
    Element.prototype.replaceChildren = function replaceChildren(...nodes) {
      this.textContent = "";
      this.append(...nodes);
    };
  }

  /** The element that an address's hash names; null also where it is written wrongly. */
  const targetOf = ({ hash }) => {
    try {
      return document.getElementById(decodeURIComponent(hash.slice(1)));
    } catch {
      return null;
    }
  };

  /* ---- colours: by the device until the reader chooses ---- */
  const SCHEME = "data-md-color-scheme";
  const device = matchMedia("(prefers-color-scheme: dark)");
  const switcher = document.querySelector("[data-mdx-scheme]");
  const isDark = () => root.getAttribute(SCHEME) === "slate";
  const paint = (dark) => {
    root.setAttribute(SCHEME, dark ? "slate" : "default");
    switcher.firstElementChild.textContent = dark ? "换成浅色" : "换成深色";
  };
  let chosen = false;
  try {
    chosen = localStorage.getItem("courseware:scheme") !== null;
  } catch {
    /* storage is off */
  }
  paint(isDark());
  device.addEventListener?.("change", () => chosen || paint(device.matches));
  switcher.addEventListener("click", () => {
    paint(!isDark());
    chosen = true;
    try {
      localStorage.setItem("courseware:scheme", root.getAttribute(SCHEME));
    } catch {
      /* storage is off or full: the choice lasts for this page */
    }
  });

  /* ---- drawer: a step of the browser's history, so that its back closes it ---- */
  const menu = document.querySelector("[data-mdx-menu]");
  const nav = document.getElementById("mdx-nav");
  const isOpen = () => menu.getAttribute("aria-expanded") === "true";
  const slide = (open, giveBack) => {
    menu.setAttribute("aria-expanded", String(open));
    root.classList.toggle("mdx-open", open);
    if (open) (nav.querySelector("[aria-current]") || nav.querySelector("a")).focus();
    else if (giveBack) menu.focus();
  };
  const isStep = () => Boolean(history.state && history.state.drawer);
  let isLeaving = false; // going back takes a moment; opened again meanwhile, it is no step
  const open = () => {
    slide(true);
    if (!isLeaving) history.pushState({ drawer: true }, "");
  };
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
  nav.addEventListener("focusout", (event) => {
    if (isOpen() && event.relatedTarget && !nav.contains(event.relatedTarget)) close();
  });
  nav.addEventListener("click", (event) => {
    const link = event.target.closest("a");
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
  document.addEventListener("keydown", (event) => event.key === "Escape" && isOpen() && close(true));
  document.addEventListener(
    "click",
    (event) => {
      if (!isOpen() || nav.contains(event.target) || menu.contains(event.target)) return;
      event.preventDefault();
      event.stopPropagation();
      close(true);
    },
    true,
  );

  /* ---- what is folded opens for a link to it, and for paper ---- */
  const unfold = () => {
    const target = targetOf(location);
    for (let box = target?.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  };
  unfold();
  addEventListener("hashchange", unfold);
  addEventListener("beforeprint", () => {
    document.querySelectorAll("details:not([open])").forEach((box) => {
      box.open = true;
      addEventListener("afterprint", () => (box.open = false), { once: true });
    });
  });

  if (!("IntersectionObserver" in window)) return;

  /* ---- the section being read: the last heading above the upper third of the window ---- */
  const entries = new Map();
  document.querySelectorAll(".mdx-toc a").forEach((link) => {
    const heading = targetOf(link);
    if (heading) entries.set(heading, { link, isPast: false });
  });
  const reading = new IntersectionObserver(
    (changes) => {
      changes.forEach(({ target, isIntersecting }) => (entries.get(target).isPast = isIntersecting));
      const past = [...entries.values()].filter((entry) => entry.isPast);
      entries.forEach(({ link }) => link.removeAttribute("aria-current"));
      if (past.length) past[past.length - 1].link.setAttribute("aria-current", "true");
    },
    { rootMargin: "1000000px 0px -67% 0px" },
  );
  entries.forEach((_, heading) => reading.observe(heading));

  /* ---- below its heading the page's name stands in the header ---- */
  const title = document.querySelector("h1");
  const inHeader = new IntersectionObserver(([{ isIntersecting, boundingClientRect }]) => {
    root.classList.toggle("mdx-below", !isIntersecting && boundingClientRect.top < 0);
  });
  if (title) inHeader.observe(title);
})();
