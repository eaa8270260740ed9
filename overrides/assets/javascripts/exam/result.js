// @ts-check
/* The result of a paper: points, chapters, and the lessons to read again. */
const courseResult = (() => {
  "use strict";
  const { element, link } = courseDom;
  const { fill, box } = courseDesk;

  /** @param {{points: number, of: number}} result */
  const percent = ({ points, of }) => (of ? Math.floor((points / of) * 100) : 0);

  /** @param {{points: number, of: number, red: number, redOf: number}[]} chapters */
  const showChapters = (chapters) => {
    fill("chapters").replaceChildren(
      ...chapters.flatMap((chapter, index) => {
        if (!chapter.of && !chapter.redOf) return [];
        const row = element("tr");
        const name = element("th", "", courseDesk.data.chapters[index]);
        name.scope = "row";
        const red = chapter.redOf ? `${chapter.red === chapter.redOf ? "✓" : "✕"} ${chapter.red}/${chapter.redOf}` : "—";
        row.append(name, element("td", "", `${chapter.points}/${chapter.of}`), element("td", "", red));
        return [row];
      }),
    );
  };

  /** The lessons of wrong answers, with the sections that the explanations name. */
  const showReread = () => {
    const { data, items, indices } = courseDesk;
    /** @typedef {{numbers: number[], sections: Map<string, string>, isRed: boolean}} Again */
    /** @type {Map<number, Again>} */
    const lessons = new Map();
    items.forEach((item, place) => {
      const [, lesson, , , sections] = data.questions[indices[place]];
      if (item.markOf(indices[place]).isRight) return;
      if (!lessons.has(lesson)) lessons.set(lesson, { numbers: [], sections: new Map(), isRed: false });
      const found = /** @type {Again} */ (lessons.get(lesson));
      found.numbers.push(item.number);
      found.isRed = found.isRed || item.form.hasAttribute("data-red");
      sections.forEach(([address, title]) => found.sections.set(address, title));
    });
    box("reread").hidden = !lessons.size;
    fill("reread").replaceChildren(
      ...[...lessons].sort(([a], [b]) => a - b).map(([lesson, { numbers, sections, isRed }]) => {
        const [title, address] = data.lessons[lesson];
        const line = element("li");
        line.append(link(title, address));
        if (isRed) line.append(" ", element("strong", "mdx-question__red", "红线"));
        [...sections].forEach(([where, name], at) => line.append(at ? "、" : "：", link(name, where)));
        line.append(element("span", "mdx-record__place", `错在第 ${numbers.join("、")} 题`));
        return line;
      }),
    );
  };

  return {
    show() {
      const { data, draft, grade: result } = courseDesk;
      const redWrong = result.redOf - result.red;
      fill("verdict").textContent = result.passed ? "✓ 通过" : "✕ 未通过";
      fill("verdict").className = `mdx-exam__verdict mdx-exam__verdict--${result.passed ? "right" : "wrong"}`;
      fill("score").textContent =
        `${result.points} 分，满分 ${result.of} 分（${percent(result)}%），及格线 ${data.pass}%。用时 ${courseDesk.spentOf(draft)}。`;
      fill("redline").textContent = redWrong
        ? `红线题错了 ${redWrong} 道：不管总分多少都是未通过。请先补学下面标着红线的课，再做一份。`
        : `红线题 ${result.redOf} 道，全对。`;
      fill("redline").className = redWrong ? "mdx-exam__red" : "";
      showChapters(result.chapters);
      showReread();
      const own = [...courseDesk.record.past].reverse().find((one) => one.seed === draft.seed);
      courseCertificate.show((result.passed && own) || null);
    },
  };
})();
