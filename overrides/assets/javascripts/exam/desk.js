// @ts-check
/* What the parts of the page 结业自测 share: the page, its data, the record, the paper at hand. */
const courseDesk = (() => {
  "use strict";
  const { the, parts } = courseDom;
  const MINUTE = 6e4;
  const root = the(".mdx-exam");
  const { record, isDamaged } = coursePaper.read();
  const { fill, box, act, on } = parts(root);

  const desk = {
    root, fill, box, act, on, record, isDamaged, MINUTE,
    data: self.courseExam,
    /**
     * The paper: its items, and of each the place of its question in the data.
     * @type {InstanceType<typeof coursePaper.Item>[]}
     */
    items: [],
    /** @type {number[]} */
    indices: [],
    /**
     * The draft; asked for only while there is one.
     * @returns {Draft}
     */
    get draft() {
      return /** @type {Draft} */ (desk.record.draft);
    },
    /** Milliseconds that a paper with a clock may take. */
    get limit() {
      return desk.data.minutes * MINUTE;
    },
    /** What an attempt is worth as it stands. */
    get grade() {
      return courseDraw.judge(desk.data, desk.items.map((item, place) => item.markOf(desk.indices[place])));
    },
    get missing() {
      return desk.items.filter((item) => !item.isAnswered);
    },
    save: () => coursePaper.write(desk.record),
    /** @param {string} text */
    say(text) {
      fill("said").textContent = text;
    },
    /** @param {number} time */
    dateOf(time) {
      const day = new Date(time);
      return `${day.getFullYear()} 年 ${day.getMonth() + 1} 月 ${day.getDate()} 日`;
    },
    /** @param {{ms: number, timed: boolean}} attempt */
    spentOf({ ms, timed }) {
      const { minutes } = desk.data;
      const clock = ms > desk.limit ? `（计时 ${minutes} 分钟，超时）` : `（计时 ${minutes} 分钟）`;
      return `${Math.max(1, Math.round(ms / MINUTE))} 分钟${timed ? clock : "（没有计时）"}`;
    },
  };
  return desk;
})();
