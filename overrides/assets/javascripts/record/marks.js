// @ts-check
/* What a page shows of the learning record: scores, 已学完 marks, 继续学习.
   The page says by data attributes what to show where; this fills it in. */
(() => {
  "use strict";
  const { the, all } = courseDom;
  /** @param {string | undefined} text */
  const words = (text) => (text || "").split(" ").filter(Boolean);

  /**
   * "2-01:3fa2b1c4 …" → how the questions stand.
   * @param {string | undefined} list
   */
  const count = (list) => {
    const questions = words(list).map((word) => word.split(":"));
    const known = questions.map(([id, hash]) => courseStore.answer(id, hash)?.k ?? -1);
    return {
      total: questions.length,
      answered: known.filter((k) => k >= 0).length,
      right: known.filter((k) => k === 1).length,
    };
  };

  /** @param {{right: number, total: number}} score */
  const percent = ({ right, total }) => Math.floor((right / total) * 100);

  /** @param {HTMLElement} line */
  const showScore = (line) => {
    const score = count(line.dataset.score);
    line.hidden = !score.total || (line.hasAttribute("data-quiet") && !score.answered);
    if (line.hidden) return;
    const mark = Number(line.dataset.pass);
    const isPassed = percent(score) >= mark;
    the("[data-fill=score]", line).textContent =
      `${score.total} 题，答了 ${score.answered} 题，答对 ${score.right} 题（${percent(score)}%）`;
    the("[data-fill=pass]", line).textContent =
      isPassed ? `✓ 达到及格线 ${mark}%` : `及格线 ${mark}%`;
    line.classList.toggle("mdx-score__line--passed", isPassed);
    /** @type {HTMLProgressElement} */
    const meter = the("progress", line);
    meter.max = score.total;
    meter.value = score.right;
  };

  const showDone = () => {
    all("[data-done]").forEach((mark) => {
      mark.hidden = !courseStore.isDone(String(mark.dataset.done));
    });
    all("[data-lessons]").forEach((line) => {
      const lessons = words(line.dataset.lessons);
      const done = lessons.filter(courseStore.isDone).length;
      line.hidden = !done;
      line.textContent = done === lessons.length ? "✓ 全部学完" : `已学完 ${done}/${lessons.length} 课`;
      /** @type {HTMLElement | null} */
      const card = line.closest(".mdx-card");
      if (!card) return;
      card.classList.toggle("mdx-card--done", done === lessons.length);
      const cell = document.querySelector(`[data-cell="${card.dataset.chapter}"]`);
      if (cell) cell.classList.toggle("mdx-comb__cell--done", done === lessons.length);
    });
  };

  /**
   * The lesson visited last, or the first one after it that is not done yet; before any visit
   * the way to the first lesson.
   * @param {HTMLElement} nav
   */
  const showContinue = (nav) => {
    const links = all("a[data-lesson]", nav);
    const last = links.findIndex((link) => link.dataset.lesson === courseStore.last());
    const order = last < 0 ? [] : [...links.slice(last), ...links.slice(0, last)];
    const next = order.find((link) => !courseStore.isDone(String(link.dataset.lesson)));
    links.forEach((link) => {
      link.hidden = link !== next;
    });
    the("[data-start]", nav).hidden = last >= 0;
    nav.hidden = last >= 0 && !next;
  };

  const box = the(".mdx-score[data-lesson]");
  const lesson = String(box?.dataset.lesson);

  const showButton = () => {
    const button = the("[data-act=done]", box);
    const isDone = courseStore.isDone(lesson);
    button.setAttribute("aria-pressed", String(isDone));
    button.textContent = isDone ? "✓ 已学完" : "标为已学完";
  };

  /** A lesson whose questions reach the pass mark is done, unless its reader said otherwise. */
  const markPassed = () => {
    const own = the("[data-own]", box);
    if (!own || courseStore.wasMarked(lesson)) return;
    const score = count(own.dataset.score);
    if (score.answered === score.total && percent(score) >= Number(own.dataset.pass)) {
      courseStore.mark(lesson, true);
    }
  };

  const show = () => {
    all("[data-score]").forEach(showScore);
    showDone();
    all(".mdx-continue").forEach(showContinue);
    if (box) showButton();
  };

  if (box) {
    box.hidden = false;
    the("[data-act=done]", box).addEventListener("click", () => courseStore.mark(lesson, !courseStore.isDone(lesson)));
    courseStore.onChange(markPassed);
    courseStore.visit(lesson);
  }
  courseStore.onChange(show);
  show();
})();
