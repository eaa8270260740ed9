// @ts-check
/* Which questions an attempt at the 结业自测 has, and what its answers are worth. Pure: the same
   data and seed give the same paper. Layout of the data: hooks/courseware/site/exam_page.py. */
/**
 * @typedef {[id: string, lesson: number, band: number, markup: string,
 *   sections: [address: string, title: string][]]} ExamQuestion
 * @typedef {{digest: string, title: string, course: string, version: string, minutes: number,
 *   pass: number, points: Record<string, number>, levels: number[] | null,
 *   cells: [wanted: number, pool: number[]][], red: number[], chapters: string[],
 *   lessons: [title: string, address: string, chapter: number][], questions: ExamQuestion[]}} ExamData
 * @typedef {{question: number, kind: string, isRight: boolean, isPartly: boolean}} ExamMark
 */
const courseDraw = (() => {
  "use strict";
  const { numbers, shuffled } = courseNumbers;
  /** @typedef {{drawn: number[], spare: number[]}} Cell */

  /**
   * Exchanges that lead from a band drawn too often to one drawn too seldom, the fewest.
   * @param {number} from
   * @param {number[]} lacks  of each band, how many are drawn too few
   * @param {(from: number, to: number) => Cell[]} exchanges
   */
  const chain = (from, lacks, exchanges) => {
    const ways = [[from]];
    const seen = new Set([from]);
    for (const way of ways) {
      for (let to = 0; to < lacks.length; to += 1) {
        if (seen.has(to) || !exchanges(way[way.length - 1], to).length) continue;
        if (lacks[to] > 0) return [...way, to];
        seen.add(to);
        ways.push([...way, to]);
      }
    }
    return [];
  };

  /**
   * Exchange drawn questions for others of their cell until every band has its number.
   * @param {Cell[]} cells
   * @param {ExamData} data
   * @param {number[]} levels
   * @param {() => number} next
   */
  const level = (cells, data, levels, next) => {
    /** @param {number} question */
    const band = (question) => data.questions[question][2];
    /**
     * @param {number} from
     * @param {number} to
     */
    const exchanges = (from, to) =>
      cells.filter(({ drawn, spare }) => drawn.some((one) => band(one) === from) && spare.some((one) => band(one) === to));
    for (;;) {
      const drawn = cells.flatMap((cell) => cell.drawn);
      const lacks = levels.map((wanted, b) => wanted - drawn.filter((one) => band(one) === b).length);
      const over = lacks.findIndex((lack) => lack < 0);
      const way = over < 0 ? [] : chain(over, lacks, exchanges);
      if (!way.length) return;
      for (let step = 1; step < way.length; step += 1) {
        const [from, to] = [way[step - 1], way[step]];
        const [cell] = shuffled(exchanges(from, to), next);
        const out = shuffled(cell.drawn.filter((one) => band(one) === from), next)[0];
        const into = shuffled(cell.spare.filter((one) => band(one) === to), next)[0];
        cell.drawn.splice(cell.drawn.indexOf(out), 1, into);
        cell.spare.splice(cell.spare.indexOf(into), 1, out);
      }
    }
  };

  /**
   * Indices of the questions, chapter by chapter, mixed within each.
   * @param {ExamData} data
   * @param {string} seed
   */
  const draw = (data, seed) => {
    const next = numbers(seed);
    const cells = data.cells.map(([wanted, pool]) => {
      const mixed = shuffled(pool, next);
      return { drawn: mixed.slice(0, wanted), spare: mixed.slice(wanted) };
    });
    if (data.levels) level(cells, data, data.levels, next);
    /** @param {number} question */
    const chapter = (question) => data.lessons[data.questions[question][1]][2];
    const all = shuffled([...cells.flatMap((cell) => cell.drawn), ...data.red], next);
    return all.sort((a, b) => chapter(a) - chapter(b));
  };

  /**
   * What an attempt is worth.
   * @param {ExamData} data
   * @param {ExamMark[]} marks  in the paper's order
   */
  const judge = (data, marks) => {
    const red = new Set(data.red);
    const chapters = data.chapters.map(() => ({ points: 0, of: 0, red: 0, redOf: 0 }));
    for (const { question, kind, isRight, isPartly } of marks) {
      const chapter = chapters[data.lessons[data.questions[question][1]][2]];
      if (red.has(question)) {
        chapter.redOf += 1;
        chapter.red += isRight ? 1 : 0;
      } else {
        const worth = data.points[kind] || 0;
        chapter.of += worth;
        chapter.points += isRight ? worth : isPartly ? Math.floor(worth / 2) : 0;
      }
    }
    /** @param {"points" | "of" | "red" | "redOf"} name */
    const sum = (name) => chapters.reduce((total, chapter) => total + chapter[name], 0);
    const [points, of, right, redOf] = [sum("points"), sum("of"), sum("red"), sum("redOf")];
    const enough = points * 100 >= of * data.pass;
    return { chapters, points, of, red: right, redOf, enough, passed: enough && right === redOf };
  };

  return { draw, judge };
})();
