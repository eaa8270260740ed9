// @ts-check
/* Glossary page: narrows the list while the reader types or chooses. Without this script
   the whole list is there, with its letters and its index of abbreviations. */
(() => {
  "use strict";
  const { the, all } = courseDom;
  const root = the(".mdx-glossary");
  const bar = the(".mdx-glossary__filter");
  if (!root || !bar) return;
  const entries = all(".mdx-entry", root);
  const groups = all(".mdx-glossary__group", root);
  /** @param {string} text */
  const folded = (text) => text.normalize("NFKC").toLowerCase().replace(/\s/g, "");
  const texts = entries.map((entry) => folded(`${entry.textContent} ${entry.dataset.pinyin}`));
  /** @type {(HTMLInputElement | HTMLSelectElement)[]} */
  const [words, category, generation] = all("input, select", bar);
  const said = the("[role=status]", bar);

  const narrow = () => {
    const wanted = words.value.split(/\s+/).map(folded).filter(Boolean);
    let shown = 0;
    entries.forEach((entry, index) => {
      const fits =
        wanted.every((word) => texts[index].includes(word)) &&
        (!category.value || entry.dataset.category === category.value) &&
        (!generation.value || String(entry.dataset.generations).split(" ").includes(generation.value));
      entry.hidden = !fits;
      shown += Number(fits);
    });
    groups.forEach((group) => {
      group.hidden = !group.querySelector(".mdx-entry:not([hidden])");
    });
    const isAll = shown === entries.length;
    said.textContent = isAll ? "" : shown ? `找到 ${shown} 条` : "没有找到，换个词或放宽分类试试";
  };

  bar.hidden = false;
  bar.addEventListener("input", narrow);
  bar.addEventListener("submit", (event) => event.preventDefault());
  narrow();

  /**
   * Entries out of sight are not laid out, their heights are guesses: aim until it is still.
   * @param {number} tries
   */
  const aim = (tries) => {
    const entry = document.querySelector(".mdx-entry:target");
    if (!entry || !tries) return;
    entry.scrollIntoView();
    const { top } = entry.getBoundingClientRect();
    setTimeout(() => {
      if (Math.abs(entry.getBoundingClientRect().top - top) > 1) aim(tries - 1);
    }, 100);
  };
  window.addEventListener("hashchange", () => aim(5));
  window.addEventListener("load", () => aim(5));
})();
