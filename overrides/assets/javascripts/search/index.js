// @ts-check
/* The whole course and its terms, searched. Plain text is looked through at every key: Chinese has no
   words to index by. Pure; layout of the data: hooks/courseware/site/search.py. */
/**
 * @typedef {[anchor: string, name: string, text: string]} SearchedSection
 * @typedef {[url: string, number: string, title: string, reading: string, sections: SearchedSection[]]} SearchedPage
 * @typedef {[id: string, zh: string, abbr: string, en: string, others: string[], readings: string[],
 *   definition: string, plain: string]} SearchedTerm
 * @typedef {{pages: SearchedPage[], terms: SearchedTerm[], glossary: string}} SearchData
 *
 * @typedef {{url: string, number: string, title: string, reading: string, folded: string}} SearchPage
 * @typedef {{page: SearchPage, anchor: string, name: string, text: string, foldedName: string,
 *   folded: string}} SearchSection
 * @typedef {{id: string, zh: string, abbr: string, en: string, names: string[], readings: string[],
 *   definition: string, plain: string, folded: string[], foldedDefinition: string, url: string}} SearchTerm
 * @typedef {{terms: SearchTerm[], sections: SearchSection[], beside: SearchTerm[], needles: string[],
 *   corrected: string}} Found
 */
const CourseIndex = (() => {
  "use strict";
  const { fold, squeeze, isAscii, partsOf, inWord, places, edits, readingGrade } = courseMatching;
  const COVERED = 0.4;
  const FILLERS = /请问|为什么|是什么|什么是|什么|怎么办|怎么样|怎么|怎样|如何|哪些|多少|吗|呢|是不是|的/g;
  /** @typedef {(section: SearchSection, score: number) => void} Add */

  class Index {
    /** @param {SearchData} data */
    constructor(data) {
      /** @type {Map<string, number> | null} */
      this.words = null;
      this.sections = data.pages.flatMap(([url, number, title, reading, sections]) => {
        const page = { url, number, title, reading, folded: fold(title) };
        return sections.map(([anchor, name, text]) => (
          { page, anchor, name, text, foldedName: fold(name), folded: text.toLowerCase() }
        ));
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

    /**
     * What a query means, the likeliest first. corrected: what was looked for in its place, or "".
     * @param {string} query
     * @returns {Found}
     */
    find(query) {
      const parts = partsOf(query);
      if (!parts.length) return { terms: [], sections: [], beside: [], needles: [], corrected: "" };
      const found = this.look(parts);
      if (found.terms.length || found.sections.length) return found;
      const corrected = parts.map((part) => this.corrected(part));
      if (corrected.join() === parts.join()) return found;
      return { ...this.look(corrected), corrected: corrected.join(" ") };
    }

    /**
     * @param {string[]} parts
     * @returns {Found}
     */
    look(parts) {
      const graded = this.gradeTerms(parts);
      const sure = graded.filter((hit) => hit.grade >= 80).slice(0, 3);
      const scores = new Map();
      /** @type {Add} */
      const add = (section, score) => scores.set(section, Math.max(score, scores.get(section) || 0));
      this.sections.forEach((section) => add(section, this.score(section, parts)));
      this.pagesRead(squeeze(parts.join("")), add);
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

    /**
     * Openings of the pages whose title is typed in pinyin or by its initials.
     * @param {string} typed
     * @param {Add} add
     */
    pagesRead(typed, add) {
      if (!/^[a-z]{3,}$/.test(typed)) return;
      const openings = this.sections.filter(({ page }, i) => page !== this.sections[i - 1]?.page);
      openings.forEach((section) => {
        const grade = readingGrade(section.page.reading, typed);
        if (grade) add(section, grade);
      });
    }

    /**
     * 0 unless every part is in the section, its title or its page's title.
     * @param {SearchSection} section
     * @param {string[]} parts
     */
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

    /**
     * Sections that hold most of the neighbouring pairs of characters; rare pairs weigh more.
     * Where none holds most, those that hold the most.
     * @param {string[]} parts
     * @param {Add} add
     * @param {Set<string>} needles
     */
    cover(parts, add, needles) {
      /** @type {Set<string>} */
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

    /** @param {string[]} parts */
    gradeTerms(parts) {
      const typed = squeeze(parts.join(""));
      return this.terms
        .map((term) => ({ term, grade: this.grade(term, typed, parts) }))
        .filter((hit) => hit.grade > 0)
        .sort((a, b) => b.grade - a.grade || a.term.zh.length - b.term.zh.length);
    }

    /**
     * @param {SearchTerm} term
     * @param {string} typed
     * @param {string[]} parts
     */
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
        term.readings.forEach((reading) => (best = Math.max(best, readingGrade(reading, typed))));
      }
      const inText = () => parts.every((part) => places(term.foldedDefinition, part, 1).length);
      return best || (inText() ? 10 : 0);
    }

    /**
     * The known Latin word nearest to a mistyped one: names of terms first, then words of the text.
     * @param {string} part
     */
    corrected(part) {
      if (!/^[a-z0-9]{3,}$/.test(part)) return part;
      this.words = this.words || this.known();
      const most = part.length < 6 ? 1 : 2;
      let best = Infinity;
      let nearest = part;
      this.words.forEach((rank, word) => {
        const far = edits(part, word, most);
        const order = far * 10 + rank * 2 + (word[0] === part[0] ? 0 : 3);
        if (far <= most && order < best) [best, nearest] = [order, word];
      });
      return nearest;
    }

    /** Latin words and numbers: 0 abbreviations, 1 other names of terms, 2 those of the text. */
    known() {
      /** @type {Map<string, number>} */
      const words = new Map();
      /**
       * @param {string} text
       * @param {number} rank
       */
      const learn = (text, rank) => (text.match(/[a-z0-9]{2,}/g) || []).forEach((word) => {
        if (!words.has(word)) words.set(word, rank);
      });
      this.terms.forEach((term) => learn(fold(term.abbr), 0));
      this.terms.forEach((term) => term.names.forEach((name) => learn(fold(name), 1)));
      this.sections.forEach((section) => learn(section.folded, 2));
      return words;
    }
  }

  return Index;
})();
