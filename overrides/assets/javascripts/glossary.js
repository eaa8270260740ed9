/* Glossary page: narrows the list while the reader types or chooses. Without this script
   the whole list is there, with its letters and its index of abbreviations. */
(() => {
  "use strict";
  const root = document.querySelector(".mdx-glossary");
  const bar = document.querySelector(".mdx-glossary__filter");
  if (!root || !bar) return;
  const entries = [...root.querySelectorAll(".mdx-entry")];
  const groups = [...root.querySelectorAll(".mdx-glossary__group")];
  const folded = (text) => text.normalize("NFKC").toLowerCase().replace(/\s/g, "");
  const texts = entries.map((entry) => folded(`${entry.textContent} ${entry.dataset.pinyin}`));
  const [words, category, generation] = bar.querySelectorAll("input, select");
  const said = bar.querySelector("[role=status]");

  const narrow = () => {
    const wanted = words.value.split(/\s+/).map(folded).filter(Boolean);
    let shown = 0;
    entries.forEach((entry, index) => {
      const fits =
        wanted.every((word) => texts[index].includes(word)) &&
        (!category.value || entry.dataset.category === category.value) &&
        (!generation.value || entry.dataset.generations.split(" ").includes(generation.value));
      entry.hidden = !fits;
      shown += fits;
    });
    groups.forEach((group) => {
      group.hidden = !group.querySelector(".mdx-entry:not([hidden])");
    });
    const all = shown === entries.length;
    said.textContent = all ? "" : shown ? `找到 ${shown} 条` : "没有找到，换个词或放宽分类试试";
  };

  bar.hidden = false;
  bar.addEventListener("input", narrow);
  bar.addEventListener("submit", (event) => event.preventDefault());
  narrow();

  /* Entries out of sight are not laid out, their heights are guesses: aim until it is still. */
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
