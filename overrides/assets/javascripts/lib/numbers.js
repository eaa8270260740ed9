// @ts-check
/* Numbers from texts: fingerprints, and what looks like chance but is the same for the same seed. Pure. */
const courseNumbers = (() => {
  "use strict";

  /**
   * 32 bits that stand for a text (FNV-1a over its characters).
   * @param {string} text
   */
  const digest = (text) => {
    let hash = 2166136261;
    for (const char of text) hash = Math.imul(hash ^ Number(char.codePointAt(0)), 16777619);
    return hash >>> 0;
  };

  /**
   * Numbers from 0 to 1, the same for the same seed (mulberry32).
   * @param {string} seed
   */
  const numbers = (seed) => {
    let a = digest(seed);
    return () => {
      a = (a + 0x6d2b79f5) | 0;
      let t = Math.imul(a ^ (a >>> 15), 1 | a);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
  };

  /**
   * The list in another order, each as likely.
   * @template T
   * @param {readonly T[]} list
   * @param {() => number} next
   */
  const shuffled = (list, next) => {
    const mixed = [...list];
    for (let last = mixed.length - 1; last > 0; last -= 1) {
      const other = Math.floor(next() * (last + 1));
      [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
    }
    return mixed;
  };

  return { digest, numbers, shuffled };
})();
