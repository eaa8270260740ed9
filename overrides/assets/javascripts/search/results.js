// @ts-check
/* What was found, as items of a list. */
const courseResults = (() => {
  "use strict";
  const { element } = courseDom;
  const { places } = courseMatching;

  /**
   * A hit in a text: seen, not said (readers say “highlight” around each).
   * @param {string} text
   */
  const lit = (text) => {
    const made = element("mark", "", text);
    made.setAttribute("role", "presentation");
    return made;
  };

  /**
   * `text` as nodes, with every needle in a <mark>.
   * @param {string} text
   * @param {string[]} needles
   */
  const marked = (text, needles) => {
    const made = document.createDocumentFragment();
    const folded = text.toLowerCase();
    const hits = needles
      .flatMap((needle) => places(folded, needle).map((at) => [at, at + needle.length]))
      .sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    let end = 0;
    hits.forEach(([from, to]) => {
      if (from < end) return;
      made.append(text.slice(end, from), lit(text.slice(from, to)));
      end = to;
    });
    made.append(text.slice(end));
    return made;
  };

  /**
   * The part of a section's text around its first hit, from the start of a sentence if near.
   * @param {SearchSection} section
   * @param {string[]} needles
   */
  const excerpt = ({ text, folded }, needles) => {
    const hits = needles.flatMap((needle) => places(folded, needle, 1));
    const first = hits.length ? Math.min(...hits) : 0;
    const lead = text.slice(Math.max(0, first - 30), first);
    const from = first - lead.length + lead.search(/[^。？！\n]*$/);
    const cut = text.slice(from, from + 110).replace(/\n/g, " ");
    const cutFront = from > 0 && !/[。？！\n]/.test(text[from - 1]);
    return `${cutFront ? "…" : ""}${cut}${from + 110 < text.length ? "…" : ""}`;
  };

  /**
   * @param {string} url
   * @param {string} [needle]
   */
  const link = (url, needle) => {
    const at = new URL(url, coursePlace.ROOT);
    if (needle && "fragmentDirective" in document) at.hash += `:~:text=${encodeURIComponent(needle).replace(/-/g, "%2D")}`;
    return courseDom.link("", at.href, "mdx-search__title");
  };

  /**
   * @param {string} text
   * @param {string[]} needles
   */
  const paragraph = (text, needles) => {
    const made = element("p", "mdx-search__text");
    made.append(marked(text, needles));
    return made;
  };

  /**
   * @param {SearchTerm} term
   * @param {string[]} needles
   */
  const termItem = (term, needles) => {
    const item = element("li", "mdx-search__hit mdx-search__hit--term");
    const name = link(term.url);
    name.append(marked(term.zh, needles));
    const foreign = [term.abbr, term.en].filter(Boolean).join(" · ");
    item.append(element("p", "mdx-search__place", "术语"), name);
    if (foreign) {
      const also = element("span", "mdx-search__foreign", foreign);
      also.lang = "en";
      item.append(" ", also);
    }
    item.append(paragraph(term.definition, needles));
    return item;
  };

  /**
   * @param {SearchSection} section
   * @param {string[]} needles
   * @param {number} number
   */
  const sectionItem = (section, needles, number) => {
    const { page, anchor, name } = section;
    const item = element("li", "mdx-search__hit");
    const where = `${page.number} ${page.title}`.trim();
    const text = excerpt(section, needles);
    const seen = needles.find((needle) => places(text.toLowerCase(), needle, 1).length);
    const title = anchor ? link(`${page.url}#${anchor}`, seen) : link(page.url);
    title.append(marked(name || where, needles));
    if (name) {
      const place = element("p", "mdx-search__place", where);
      place.id = `mdx-search-place-${number}`;
      title.setAttribute("aria-describedby", place.id);
      item.append(place);
    }
    item.append(title, paragraph(text, needles));
    return item;
  };

  return { termItem, sectionItem };
})();
