/* Glossary terms in the text: hover, tap, click or Enter opens the explanation in place;
   Esc or a click elsewhere closes it. Without this script a term is a link to the glossary.
   All explanations are one file, fetched by a <script> (a folder works, too) at the first sign
   that one is wanted; the service worker keeps it. */
(() => {
  "use strict";
  const LATER = new URL(document.currentScript.dataset.later, document.baseURI).href;
  const HOVER_DELAY = 180;
  const LEAVE_DELAY = 250;
  const EDGE = 8;

  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  };

  const panel = element("div", "mdx-popover");
  panel.id = "mdx-popover";
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-labelledby", "mdx-popover-name");
  panel.tabIndex = -1;
  panel.hidden = true;
  document.body.append(panel);

  let opener = null;
  let wanted = null;
  let timer = 0;

  let asked = null;
  /** The explanations; an empty object where they can't be had, to be asked for again. */
  const terms = () => {
    asked = asked || new Promise((resolve) => {
      const script = element("script");
      script.src = LATER;
      script.addEventListener("load", () => resolve(self.courseTerms));
      script.addEventListener("error", () => {
        asked = null;
        resolve({});
      });
      document.head.append(script);
    });
    return asked;
  };

  const MISSING = "没有取到解释，请检查网络后再点一次。";
  const fill = (link, known) => {
    const [zh, en, abbr, definition, plain] = known[link.hash.slice(6)] || [link.textContent, "", "", MISSING, ""];
    const name = element("p", "mdx-popover__name", zh);
    name.id = "mdx-popover-name";
    if (en || abbr) {
      const foreign = element("span", "mdx-popover__foreign", [en, abbr].filter(Boolean).join("，"));
      foreign.lang = "en";
      name.append(" ", foreign);
    }
    const parts = [name, element("p", "mdx-popover__text", definition)];
    if (plain) parts.push(element("p", "mdx-popover__plain", `对客户可以说：${plain}`));
    const more = element("a", "mdx-popover__more", "在术语表里看");
    more.href = link.href;
    parts.push(more);
    panel.replaceChildren(...parts);
  };

  const place = (link) => {
    const box = link.getClientRects()[0] || link.getBoundingClientRect();
    const left = Math.min(box.left, document.documentElement.clientWidth - panel.offsetWidth - EDGE);
    const below = box.bottom + EDGE;
    const fits = below + panel.offsetHeight <= window.innerHeight;
    const top = fits ? below : Math.max(EDGE, box.top - panel.offsetHeight - EDGE);
    panel.style.left = `${Math.max(EDGE, left) + window.scrollX}px`;
    panel.style.top = `${top + window.scrollY}px`;
  };

  /** Show the explanation; where that fails, whatever the reason, the link leads on as ever. */
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

  const close = (giveBack) => {
    clearTimeout(timer);
    wanted = null;
    if (!opener) return;
    if (giveBack) opener.focus();
    opener = null;
    panel.hidden = true;
  };

  document.querySelectorAll("a.mdx-term").forEach((link) => {
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (opener === link && panel.contains(document.activeElement)) {
        close(true);
        return;
      }
      open(link, true).catch(() => location.assign(link.href));
    });
    ["pointerenter", "pointerdown", "focus"].forEach((sign) => link.addEventListener(sign, terms, { once: true }));
    link.addEventListener("pointerenter", (event) => {
      if (event.pointerType !== "mouse") return;
      clearTimeout(timer);
      timer = setTimeout(() => open(link).catch(() => {}), HOVER_DELAY);
    });
    link.addEventListener("pointerleave", (event) => {
      if (event.pointerType === "mouse") leave();
    });
  });

  const leave = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!panel.contains(document.activeElement)) close(false);
    }, LEAVE_DELAY);
  };
  panel.addEventListener("pointerenter", () => clearTimeout(timer));
  panel.addEventListener("pointerleave", leave);

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(panel.contains(document.activeElement));
    if (event.key === "Tab" && panel.contains(document.activeElement)) {
      const isLast = document.activeElement === panel.querySelector(".mdx-popover__more");
      if (event.shiftKey || isLast) close(true); // and Tab goes on from the term in the text
    }
  });
  document.addEventListener("pointerdown", (event) => {
    if (!panel.contains(event.target) && event.target !== opener) close(false);
  });
  panel.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !panel.contains(event.relatedTarget)) close(false);
  });
  window.addEventListener("resize", () => opener && place(opener));
})();
