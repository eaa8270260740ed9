// @ts-check
/* How well what is typed fits a text, a name, a reading. Pure. */
const courseMatching = (() => {
  "use strict";

  /** @param {string} text */
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  /** @param {string} text */
  const squeeze = (text) => fold(text).replace(/[\s'’-]+/g, "");
  /** @param {string} text */
  const isAscii = (text) => /^[\x21-\x7e]+$/.test(text);
  /**
   * The parts of a query, in order, at most eight.
   * @param {string} query
   */
  const partsOf = (query) => fold(query).split(/[^\p{L}\p{N}+#*%./-]+/u).filter(Boolean).slice(0, 8);
  /**
   * Whether a place of a text is within a Latin word or a number.
   * @param {string} text
   * @param {number} at
   */
  const inWord = (text, at) => at > 0 && /[a-z0-9]/.test(text[at - 1]);

  /**
   * Places of `part` in folded `text`; Latin letters and digits count from the start of a word.
   * @param {string} text
   * @param {string} part
   */
  const places = (text, part, most = 5) => {
    const found = [];
    const latin = /^[a-z0-9]/.test(part);
    for (let at = text.indexOf(part); at >= 0 && found.length < most; at = text.indexOf(part, at + 1)) {
      if (!latin || !inWord(text, at)) found.push(at);
    }
    return found;
  };

  /**
   * Edits (insert, delete, change, swap neighbours) from `a` to `b`; more than `most`: Infinity.
   * @param {string} a
   * @param {string} b
   * @param {number} most
   */
  const edits = (a, b, most) => {
    if (Math.abs(a.length - b.length) > most) return Infinity;
    /** @type {number[]} */
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

  /**
   * How well pinyin or initials typed as `typed` stand for a reading such as "ji zhan"; 0: not.
   * @param {string} reading
   * @param {string} typed
   */
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

  return { fold, squeeze, isAscii, partsOf, inWord, places, edits, readingGrade };
})();
