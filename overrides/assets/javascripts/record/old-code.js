// @ts-check
/* Short codes as earlier versions made them. Pure.

   KC1.name.minutes.lessons.chapter….check, as earlier versions made it: no times but its own, so
   nobody knows when its answers were given; they yield to every answer whose time is known. */
/**
 * @typedef {{id: string, hash: string}} KnownQuestion
 * @typedef {{course: string, lessons: string[], questions: Map<string, KnownQuestion>}} Known  what the
 *   course has: its id, ids of lessons, questions by "chapter number"
 */
const courseOldCode = (() => {
  "use strict";
  const { digest } = courseNumbers;
  const { SIGNS, spell, tenBits } = courseBits;
  const BEFORE_KNOWN = 6e4; // x of what was wrong nobody knows when

  /**
   * @param {string} text
   * @param {Known} known
   * @returns {Understood | Refused}
   */
  const decode1 = (text, { lessons, questions }) => {
    const [, who, minutes, done, ...rest] = text.split(".");
    const hour = Math.floor((parseInt(minutes, 36) * 6e4) / 36e5);
    if (!(hour >= 0 && hour < 16e5)) return { fault: "none" };
    const t = hour * 6e4; // below EARLIEST; of two such codes the later wins
    const state = courseRecord.blank(who);
    for (let place = 0; place + 3 <= done.length; place += 3) {
      const id = lessons.find((lesson) => spell(digest(lesson), 3) === done.slice(place, place + 3));
      if (id) state.done.set(id, { on: true, t });
    }
    let seen = 0;
    for (const part of rest.slice(0, -1)) {
      const chapter = SIGNS.indexOf(part[0]);
      let number = 1;
      for (let place = 1; place < part.length; place += 1) {
        const sign = SIGNS.indexOf(part[place]);
        const value = sign >> 4;
        if (!value) {
          number += (sign & 15) + 1;
          continue;
        }
        place += 1;
        seen += 1;
        const bits = ((sign & 15) << 6) | SIGNS.indexOf(part[place]);
        const known = questions.get(`${chapter} ${number}`);
        if (known && tenBits(known.hash) === bits) {
          const x = value === 1 ? 0 : BEFORE_KNOWN;
          state.answers.set(known.id, { h: known.hash, a: null, k: value === 2 ? 0 : 1, n: 0, t, x, r: [] });
        }
        number += 1;
      }
    }
    if (seen && !state.answers.size) return { fault: "course" };
    return courseRecord.again(state);
  };
  /**
   * @param {string} text
   * @param {Known} known
   * @returns {Understood | Refused}
   */
  const find = (text, known) => {
    for (let end = text.length; end > 12; end -= 1) { // words may follow
      if (text[end - 4] === "." && text.slice(end - 3, end) === spell(digest(text.slice(0, end - 4)), 3)) {
        const found = decode1(text.slice(0, end), known);
        if (found.fault !== "none") return found;
      }
    }
    const parts = text.split(".");
    return { fault: parts.length < 5 || parts[parts.length - 1].length < 3 ? "short" : "some" };
  };

  return { find };
})();
