// @ts-check
/* What answers to self-check questions are worth, and the order of options. Pure. */
const courseJudge = (() => {
  "use strict";
  const { numbers, shuffled } = courseNumbers;

  /**
   * What a typist means: width, case, spaces, quotes and the like make no difference.
   * @param {string} text
   */
  const folded = (text) =>
    text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/(\d)。(?=\d)/g, "$1.")
      .replace(/[‐-―−－]/g, "-")
      .replace(/×/g, "x")
      .replace(/[\s,、。;!?()[\]{}<>《》“”‘’"'…·_]/g, "");

  /**
   * Whether what was typed is one of the accepted spellings ("one|other").
   * @param {string} spellings
   * @param {string} typed
   */
  const accepts = (spellings, typed) => spellings.split("|").some((one) => folded(one) === folded(typed));

  /**
   * Places of the options in the order shown, which the seed decides; pinned ones stay.
   * @param {boolean[]} pinned  of each option whether it is
   * @param {string} seed
   */
  const ordered = (pinned, seed) => {
    const places = pinned.map((_, place) => place);
    const loose = shuffled(places.filter((place) => !pinned[place]), numbers(seed));
    return places.map((place) => (pinned[place] ? place : Number(loose.shift())));
  };

  /**
   * The verdict in words. Of so many fields so many are wrong, and of those so many not chosen.
   * @param {string | undefined} kind  "gaps" or the question's
   * @param {number} fields
   * @param {number} wrong
   * @param {number} missed
   */
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

  return { accepts, ordered, sentence };
})();
