/* What answers to self-check questions are worth, and the order of options. Pure. */
(() => {
  "use strict";
  /** What a typist means: width, case, spaces, quotes and the like make no difference. */
  const folded = (text) =>
    text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/(\d)。(?=\d)/g, "$1.")
      .replace(/[‐-―−－]/g, "-")
      .replace(/×/g, "x")
      .replace(/[\s,、。;!?()[\]{}<>《》“”‘’"'…·_]/g, "");

  /** Whether what was typed is one of the accepted spellings ("one|other"). */
  const accepts = (spellings, typed) => spellings.split("|").some((one) => folded(one) === folded(typed));

  /** Numbers from 0 to 1, the same for the same seed. */
  const numbers = (seed) => {
    let a = 2166136261;
    for (const char of seed) a = Math.imul(a ^ char.codePointAt(0), 16777619);
    return () => {
      a = (a + 0x6d2b79f5) | 0;
      let t = Math.imul(a ^ (a >>> 15), 1 | a);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
  };

  /** Places of the options in the order shown, which the seed decides; pinned ones stay.
      pinned: of each option whether it is. */
  const ordered = (pinned, seed) => {
    const all = pinned.map((_, place) => place);
    const next = numbers(seed);
    const loose = all.filter((place) => !pinned[place]);
    for (let last = loose.length - 1; last > 0; last -= 1) {
      const other = Math.floor(next() * (last + 1));
      [loose[last], loose[other]] = [loose[other], loose[last]];
    }
    return all.map((place) => (pinned[place] ? place : loose.shift()));
  };

  /** The verdict in words. kind: "gaps" or the question's; of so many fields so many are wrong, and
      of those so many not chosen. */
  const sentence = (kind, fields, wrong, missed) => {
    if (!wrong) return "✓ 答对了";
    if (kind === "multiple") {
      const extra = wrong - missed;
      const parts = [missed && `漏选 ${missed} 项`, extra && `错选 ${extra} 项`].filter(Boolean);
      return `✕ 还不对：${parts.join("，")}`;
    }
    if (kind === "gaps" && fields > 1) return `✕ 还不对：${fields} 处对了 ${fields - wrong} 处`;
    return "✕ 还不对，看看下面的解析";
  };

  self.courseJudge = { folded, accepts, numbers, ordered, sentence };
})();
