// @ts-check
/* Search: a dialog over the whole course and its terms. The data (search-data.js, made by the build)
   is fetched at the first use. */
(() => {
  "use strict";
  const { all, element, button, status: live, fetched, linkOf, closeOutside } = courseDom;
  const { termItem, sectionItem } = courseResults;
  const SHOWN = 20;

  const dialog = element("dialog", "mdx-search");
  dialog.setAttribute("aria-label", "搜索课程");
  const form = element("form", "mdx-search__form");
  form.setAttribute("role", "search");
  const input = element("input", "mdx-search__input");
  Object.assign(input, { type: "search", autocomplete: "off", placeholder: "词语、缩写、拼音或首字母", enterKeyHint: "search" });
  input.setAttribute("aria-label", "搜索课文和术语");
  input.setAttribute("aria-describedby", "mdx-search-status");
  input.setAttribute("spellcheck", "false");
  const status = live("p", "mdx-search__status");
  status.id = "mdx-search-status";
  const list = element("ol", "mdx-search__list");

  /** @type {InstanceType<typeof CourseIndex> | null} */
  let index = null;
  let isAsked = false;

  const show = () => {
    const query = input.value.trim();
    if (!index || !query) {
      list.replaceChildren();
      status.textContent = query ? "正在取课文……" : "可以搜课文里的任何字词，也可以搜术语的别名、缩写、拼音和拼音首字母。";
      return;
    }
    const { terms, sections, beside, needles, corrected } = index.find(query);
    const count = terms.length + sections.length + beside.length;
    const items = [
      ...terms.map((term) => termItem(term, needles)),
      ...sections.slice(0, SHOWN).map((section, number) => sectionItem(section, needles, number)),
      ...beside.map((term) => termItem(term, needles)),
    ];
    list.replaceChildren(...items);
    const told = corrected ? `没有“${query}”，下面是“${corrected.toUpperCase()}”的结果。` : "";
    const more = items.length < count ? `，先列 ${items.length} 处` : "";
    status.textContent = count
      ? `${told}找到 ${count} 处${more}。`
      : "没有找到。换个说法试试：少打几个字，或者用术语的简称。";
  };

  const load = async () => {
    if (isAsked) return;
    isAsked = true;
    try {
      await fetched(new URL("assets/javascripts/search-data.js", coursePlace.ROOT).href);
      index = new CourseIndex(self.courseSearchData);
      show();
    } catch {
      isAsked = false;
      status.textContent = "没有取到课文。请检查网络，再打开搜索。";
    }
  };

  /* Firefox before 98 and Safari before 15.4 know no dialog: there it is a box that we open,
     keep the focus in and close. */
  const isPlain = !dialog.showModal;
  const isOpen = () => dialog.hasAttribute("open");
  /** @type {any} */
  let opener = null;
  const open = () => {
    load();
    if (!dialog.isConnected) document.body.append(dialog);
    if (isOpen()) return;
    opener = document.activeElement;
    if (isPlain) dialog.setAttribute("open", "");
    else dialog.showModal();
    show();
    input.focus();
    input.select();
  };
  const shut = () => {
    if (!isPlain) {
      dialog.close();
      return;
    }
    dialog.removeAttribute("open");
    opener.focus();
  };
  if (isPlain) {
    dialog.classList.add("mdx-search--plain");
    dialog.setAttribute("role", "dialog");
    dialog.setAttribute("aria-modal", "true");
    dialog.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape") shut();
      if (event.key !== "Tab") return;
      const stops = all("input, button, a", dialog);
      if (event.shiftKey) stops.reverse();
      if (document.activeElement !== stops[stops.length - 1]) return;
      event.preventDefault();
      stops[0].focus();
    });
    closeOutside([dialog], isOpen, shut);
  }

  /** @param {number} step */
  const move = (step) => {
    const stops = [input, ...all("a", list)];
    const next = stops[stops.findIndex((stop) => stop === document.activeElement) + step];
    if (next) next.focus();
  };

  form.append(input, button("关闭", shut, "mdx-search__close"));
  dialog.append(form, status, list);
  input.addEventListener("input", show);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const first = list.querySelector("a");
    if (first) first.click();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || linkOf(event)) shut();
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      move(step);
    }
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    }
  });
  all("[data-mdx-search]").forEach((opening) => opening.addEventListener("click", open));
})();
