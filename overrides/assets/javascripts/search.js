/* Search: a dialog over the whole course and its terms. The data (search-data.js, made by the
   build) is fetched at the first use by a <script>, so a folder works like a server does.
   It is plain text that is looked through at every key: Chinese has no words to index by. */
(() => {
  "use strict";
  const ROOT = new URL("../../", document.currentScript.src);
  const SHOWN = 20;
  const COVERED = 0.4;
  const FILLERS = /请问|为什么|是什么|什么是|什么|怎么办|怎么样|怎么|怎样|如何|哪些|多少|吗|呢|是不是|的/g;

  /* ---- the index: pure ---- */
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const squeeze = (text) => fold(text).replace(/[\s'’-]+/g, "");
  const isAscii = (text) => /^[\x21-\x7e]+$/.test(text);
  const partsOf = (query) => fold(query).split(/[^\p{L}\p{N}+#*%./-]+/u).filter(Boolean).slice(0, 8);
  const inWord = (text, at) => at > 0 && /[a-z0-9]/.test(text[at - 1]);

  /** Places of `part` in folded `text`; Latin letters and digits count from the start of a word. */
  const places = (text, part, most = 5) => {
    const found = [];
    const latin = /^[a-z0-9]/.test(part);
    for (let at = text.indexOf(part); at >= 0 && found.length < most; at = text.indexOf(part, at + 1)) {
      if (!latin || !inWord(text, at)) found.push(at);
    }
    return found;
  };

  /** Edits (insert, delete, change, swap neighbours) from `a` to `b`; more than `most`: Infinity. */
  const edits = (a, b, most) => {
    if (Math.abs(a.length - b.length) > most) return Infinity;
    let before = [];
    let row = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= b.length; j += 1) {
        const changed = a[i - 1] === b[j - 1] ? 0 : 1;
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + changed);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          next[j] = Math.min(next[j], before[j - 2] + 1);
        }
      }
      [before, row] = [row, next];
    }
    return row[b.length] <= most ? row[b.length] : Infinity;
  };

  /** How well pinyin or initials typed as `typed` stand for a reading such as "ji zhan". */
  const readingGrade = (reading, typed) => {
    const syllables = reading.split(" ");
    const joined = syllables.join("");
    const initials = syllables.map((s) => (/^\d/.test(s) ? s : s[0])).join("");
    if (joined === typed) return 90;
    if (initials === typed && typed.length > 1) return 82;
    if (typed.length < 2) return 0;
    if (joined.startsWith(typed)) return 60;
    if (initials.startsWith(typed)) return 50;
    if (typed.length > 2 && initials.includes(typed)) return 36;
    return typed.length > 3 && syllables.some((_, i) => syllables.slice(i).join("").startsWith(typed)) ? 38 : 0;
  };

  class Index {
    constructor(data) {
      this.sections = [];
      data.pages.forEach(([url, number, title, reading, sections]) => {
        const page = { url, number, title, reading, folded: fold(title) };
        sections.forEach(([anchor, name, text]) => {
          this.sections.push({ page, anchor, name, text, foldedName: fold(name), folded: text.toLowerCase() });
        });
      });
      this.terms = data.terms.map(([id, zh, abbr, en, others, readings, definition, plain]) => {
        const names = [zh, abbr, en, ...others].filter(Boolean);
        return {
          id, zh, abbr, en, names, readings, definition, plain,
          folded: names.map(squeeze), foldedDefinition: fold(definition + plain),
          url: `${data.glossary}#term-${id}`,
        };
      });
    }

    find(query) {
      const parts = partsOf(query);
      if (!parts.length) return { terms: [], sections: [], needles: [], corrected: "" };
      const found = this.look(parts);
      if (found.terms.length || found.sections.length) return found;
      const corrected = parts.map((part) => this.corrected(part));
      if (corrected.join() === parts.join()) return found;
      return { ...this.look(corrected), corrected: corrected.join(" ") };
    }

    look(parts) {
      const graded = this.gradeTerms(parts);
      const sure = graded.filter((hit) => hit.grade >= 80).slice(0, 3);
      const scores = new Map();
      const add = (section, score) => scores.set(section, Math.max(score, scores.get(section) || 0));
      this.sections.forEach((section) => add(section, this.score(section, parts)));
      this.pagesRead(squeeze(parts.join(""))).forEach(([section, grade]) => add(section, grade));
      const needles = new Set(parts);
      sure.forEach(({ term }) => {
        [term.zh, term.abbr].filter((name) => name.length > 1).forEach((name) => {
          needles.add(fold(name));
          this.sections.forEach((section) => add(section, 0.5 * this.score(section, [fold(name)])));
        });
      });
      const enough = () => [...scores.values()].filter(Boolean).length > 4;
      if (!enough()) {
        const rest = partsOf(parts.join(" ").replace(FILLERS, " "));
        if (rest.length && rest.join() !== parts.join()) {
          rest.forEach((part) => needles.add(part));
          this.sections.forEach((section) => add(section, 0.4 * this.score(section, rest)));
        }
        if (!enough()) this.cover(rest.length ? rest : parts, add, needles);
      }
      const sections = [...scores].filter(([, score]) => score > 0).sort((a, b) => b[1] - a[1]).map(([s]) => s);
      const near = graded.filter((hit) => hit.grade >= 35).slice(0, sections.length ? 2 : 5);
      const terms = (sure.length ? sure : near).map((hit) => hit.term);
      const beside = graded.filter((hit) => !terms.includes(hit.term)).slice(0, 5).map((hit) => hit.term);
      return { terms, sections, beside, needles: [...needles], corrected: "" };
    }

    /** Openings of the pages whose title is typed in pinyin or by its initials. */
    pagesRead(typed) {
      if (!/^[a-z]{3,}$/.test(typed)) return [];
      const openings = this.sections.filter(({ page }, i) => page !== this.sections[i - 1]?.page);
      return openings.map((section) => [section, readingGrade(section.page.reading, typed)]).filter(([, grade]) => grade);
    }

    /** 0 unless every part is in the section, its title or its page's title. */
    score(section, parts) {
      let sum = 0;
      for (const part of parts) {
        const inText = places(section.folded, part).length;
        const inName = places(section.foldedName, part, 1).length;
        const inPage = places(section.page.folded, part, 1).length;
        if (!inText && !inName && !inPage) return 0;
        sum += inText * 2 + (inText ? 8 : 0) + (inName ? 30 : 0) + (inPage ? 12 : 0);
        if (section.foldedName === part) sum += 20;
        if (inPage && !section.name) sum += section.page.folded === part ? 60 : 25;
      }
      return sum;
    }

    /** Sections that hold most of the neighbouring pairs of characters; rare pairs weigh more.
        Where none holds most, those that hold the most. */
    cover(parts, add, needles) {
      const pairs = new Set();
      parts.forEach((part) => {
        (part.match(/[a-z0-9]+|[^\x00-\x7f]+/g) || []).forEach((run) => {
          if (isAscii(run) || run.length < 3) pairs.add(run);
          else for (let i = 0; i + 1 < run.length; i += 1) pairs.add(run.slice(i, i + 2));
        });
      });
      const weights = [...pairs].map((pair) => {
        const having = this.sections.filter((s) => places(`${s.page.folded} ${s.foldedName} ${s.folded}`, pair, 1).length);
        return { pair, having: new Set(having), weight: having.length ? Math.log(1 + this.sections.length / having.length) : 0 };
      }).filter((w) => w.weight);
      const whole = weights.reduce((sum, w) => sum + w.weight, 0);
      const shares = this.sections.map((section) => weights.reduce((sum, w) => sum + (w.having.has(section) ? w.weight : 0), 0) / whole);
      const least = Math.min(COVERED, Math.max(...shares));
      this.sections.forEach((section, i) => {
        if (!(shares[i] >= least)) return;
        const hits = weights.reduce((sum, w) => sum + this.score(section, [w.pair]), 0);
        add(section, 9 * shares[i] + Math.min(hits, 100) / 50);
      });
      weights.forEach((w) => needles.add(w.pair));
    }

    gradeTerms(parts) {
      const typed = squeeze(parts.join(""));
      return this.terms
        .map((term) => ({ term, grade: this.grade(term, typed, parts) }))
        .filter((hit) => hit.grade > 0)
        .sort((a, b) => b.grade - a.grade || a.term.zh.length - b.term.zh.length);
    }

    grade(term, typed, parts) {
      let best = 0;
      term.folded.forEach((name) => {
        const at = name.indexOf(typed);
        if (name === typed) best = Math.max(best, 100);
        else if (at === 0) best = Math.max(best, 70 - Math.min(name.length - typed.length, 9));
        else if (at < 0 && name.length > 1 && !isAscii(name) && typed.includes(name)) best = Math.max(best, 20 + name.length);
        else if (at > 0 && (!isAscii(typed) || !inWord(name, at) || typed.length > 3)) best = Math.max(best, 45);
      });
      if (/^[a-z0-9]+$/.test(typed)) {
        term.readings.forEach((reading) => { best = Math.max(best, readingGrade(reading, typed)); });
      }
      const inText = () => parts.every((part) => places(term.foldedDefinition, part, 1).length);
      return best || (inText() ? 10 : 0);
    }

    /** The known Latin word nearest to a mistyped one: names of terms first, then words of the text. */
    corrected(part) {
      if (!/^[a-z0-9]{3,}$/.test(part)) return part;
      if (!this.words) {
        this.words = new Map();
        const learn = (text, rank) => (text.match(/[a-z0-9]{2,}/g) || []).forEach((word) => {
          if (!this.words.has(word)) this.words.set(word, rank);
        });
        this.terms.forEach((term) => learn(fold(term.abbr), 0));
        this.terms.forEach((term) => term.names.forEach((name) => learn(fold(name), 1)));
        this.sections.forEach((section) => learn(section.folded, 2));
      }
      const most = part.length < 6 ? 1 : 2;
      let best = [Infinity, part];
      this.words.forEach((rank, word) => {
        const far = edits(part, word, most);
        const order = far * 10 + rank * 2 + (word[0] === part[0] ? 0 : 3);
        if (far <= most && order < best[0]) best = [order, word];
      });
      return best[1];
    }
  }

  /* ---- the dialog ---- */
  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  };

  /** A hit in a text: seen, not said (readers say “highlight” around each). */
  const lit = (text) => {
    const made = element("mark", "", text);
    made.setAttribute("role", "presentation");
    return made;
  };

  /** `text` as nodes, with every needle in a <mark>. */
  const marked = (text, needles) => {
    const made = document.createDocumentFragment();
    const folded = text.toLowerCase();
    const hits = needles
      .reduce((all, needle) => all.concat(places(folded, needle).map((at) => [at, at + needle.length])), [])
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

  /** The part of a section's text around its first hit, from the start of a sentence if near. */
  const excerpt = (section, needles) => {
    const hits = needles.reduce((all, needle) => all.concat(places(section.folded, needle, 1)), []);
    const first = hits.length ? Math.min(...hits) : 0;
    const lead = section.text.slice(Math.max(0, first - 30), first);
    const from = first - lead.length + lead.search(/[^。？！\n]*$/);
    const text = section.text.slice(from, from + 110).replace(/\n/g, " ");
    const cutFront = from > 0 && !/[。？！\n]/.test(section.text[from - 1]);
    return `${cutFront ? "…" : ""}${text}${from + 110 < section.text.length ? "…" : ""}`;
  };

  const dialog = element("dialog", "mdx-search");
  dialog.setAttribute("aria-label", "搜索课程");
  const form = element("form", "mdx-search__form");
  form.setAttribute("role", "search");
  const input = element("input", "mdx-search__input");
  Object.assign(input, { type: "search", autocomplete: "off", placeholder: "词语、缩写、拼音或首字母", enterKeyHint: "search" });
  input.setAttribute("aria-label", "搜索课文和术语");
  input.setAttribute("aria-describedby", "mdx-search-status");
  input.setAttribute("spellcheck", "false");
  const close = element("button", "mdx-search__close", "关闭");
  close.type = "button";
  const status = element("p", "mdx-search__status");
  status.id = "mdx-search-status";
  status.setAttribute("role", "status");
  const list = element("ol", "mdx-search__list");
  form.append(input, close);
  dialog.append(form, status, list);

  let index = null;
  let loading = false;

  const link = (url, needle) => {
    const at = new URL(url, ROOT);
    if (needle && "fragmentDirective" in document) at.hash += `:~:text=${encodeURIComponent(needle).replace(/-/g, "%2D")}`;
    return at.href;
  };

  const termItem = (term, needles) => {
    const item = element("li", "mdx-search__hit mdx-search__hit--term");
    const name = element("a", "mdx-search__title");
    name.href = link(term.url);
    name.append(marked(term.zh, needles));
    const foreign = [term.abbr, term.en].filter(Boolean).join(" · ");
    item.append(element("p", "mdx-search__place", "术语"), name);
    if (foreign) {
      const also = element("span", "mdx-search__foreign", foreign);
      also.lang = "en";
      item.append(" ", also);
    }
    const text = element("p", "mdx-search__text");
    text.append(marked(term.definition, needles));
    item.append(text);
    return item;
  };

  const sectionItem = (section, needles, number) => {
    const { page } = section;
    const item = element("li", "mdx-search__hit");
    const where = `${page.number} ${page.title}`.trim();
    const title = element("a", "mdx-search__title");
    const text = excerpt(section, needles);
    const seen = needles.find((needle) => places(text.toLowerCase(), needle, 1).length) || "";
    title.href = link(page.url + (section.anchor && `#${section.anchor}`), section.anchor && seen);
    title.append(marked(section.name || where, needles));
    if (section.name) {
      const place = element("p", "mdx-search__place", where);
      place.id = `mdx-search-place-${number}`;
      title.setAttribute("aria-describedby", place.id);
      item.append(place);
    }
    const snippet = element("p", "mdx-search__text");
    snippet.append(marked(text, needles));
    item.append(title, snippet);
    return item;
  };

  const show = () => {
    const query = input.value.trim();
    if (!index || !query) {
      list.replaceChildren();
      status.textContent = query ? "正在取课文……" : "可以搜课文里的任何字词，也可以搜术语的别名、缩写、拼音和拼音首字母。";
      return;
    }
    const { terms, sections, beside = [], needles, corrected } = index.find(query);
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

  const load = () => {
    if (loading) return;
    loading = true;
    const script = document.createElement("script");
    script.src = new URL("assets/javascripts/search-data.js", ROOT).href;
    script.addEventListener("load", () => {
      index = new Index(self.courseSearchData);
      show();
    });
    script.addEventListener("error", () => {
      loading = false;
      status.textContent = "没有取到课文。请检查网络，再打开搜索。";
    });
    document.head.append(script);
  };

  /* Firefox before 98 and Safari before 15.4 know no dialog: there it is a box that we open,
     keep the focus in and close. */
  const isPlain = !dialog.showModal;
  const isOpen = () => dialog.hasAttribute("open");
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
      const stops = [...dialog.querySelectorAll("input, button, a")];
      const from = event.shiftKey ? stops[0] : stops[stops.length - 1];
      if (document.activeElement !== from) return;
      event.preventDefault();
      (event.shiftKey ? stops[stops.length - 1] : stops[0]).focus();
    });
    document.addEventListener(
      "click",
      (event) => {
        if (!isOpen() || dialog.contains(event.target)) return;
        event.preventDefault();
        event.stopPropagation();
        shut();
      },
      true,
    );
  }

  const move = (step) => {
    const stops = [input, ...list.querySelectorAll("a")];
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (next) next.focus();
  };

  input.addEventListener("input", show);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const first = list.querySelector("a");
    if (first) first.click();
  });
  close.addEventListener("click", shut);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("a")) shut();
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
  document.querySelectorAll("[data-mdx-search]").forEach((button) => button.addEventListener("click", open));
})();
