/* What a page shows of the learning record: scores, 已学完 marks, 继续学习.
   The page says by data attributes what to show where; this fills it in. */
(() => {
  "use strict";
  const { store } = window.courseware;
  const all = (selector) => document.querySelectorAll(selector);
  const words = (text) => (text || "").split(" ").filter(Boolean);

  /** "2-01:3fa2b1c4 …" → how the questions stand. */
  const count = (list) => {
    const questions = words(list).map((word) => word.split(":"));
    const known = questions.map(([id, hash]) => store.answer(id, hash)?.k ?? -1);
    return {
      total: questions.length,
      answered: known.filter((k) => k >= 0).length,
      right: known.filter((k) => k === 1).length,
    };
  };

  const percent = ({ right, total }) => Math.floor((right / total) * 100);

  const showScore = (line) => {
    const score = count(line.dataset.score);
    line.hidden = !score.total || (line.hasAttribute("data-quiet") && !score.answered);
    if (line.hidden) return;
    const mark = Number(line.dataset.pass);
    const isPassed = percent(score) >= mark;
    line.querySelector("[data-fill=score]").textContent =
      `${score.total} 题，答了 ${score.answered} 题，答对 ${score.right} 题（${percent(score)}%）`;
    line.querySelector("[data-fill=pass]").textContent =
      isPassed ? `✓ 达到及格线 ${mark}%` : `及格线 ${mark}%`;
    line.classList.toggle("mdx-score__line--passed", isPassed);
    const meter = line.querySelector("progress");
    meter.max = score.total;
    meter.value = score.right;
  };

  const showDone = () => {
    all("[data-done]").forEach((mark) => {
      mark.hidden = !store.isDone(mark.dataset.done);
    });
    all("[data-lessons]").forEach((line) => {
      const lessons = words(line.dataset.lessons);
      const done = lessons.filter(store.isDone).length;
      line.hidden = !done;
      line.textContent = done === lessons.length ? "✓ 全部学完" : `已学完 ${done}/${lessons.length} 课`;
      const card = line.closest(".mdx-card");
      if (!card) return;
      card.classList.toggle("mdx-card--done", done === lessons.length);
      const cell = document.querySelector(`[data-cell="${card.dataset.chapter}"]`);
      if (cell) cell.classList.toggle("mdx-comb__cell--done", done === lessons.length);
    });
  };

  /** The lesson visited last, or the first one after it that is not done yet; before any visit
      the way to the first lesson. */
  const showContinue = (nav) => {
    const links = [...nav.querySelectorAll("a[data-lesson]")];
    const last = links.findIndex((link) => link.dataset.lesson === store.last());
    const order = last < 0 ? [] : [...links.slice(last), ...links.slice(0, last)];
    const next = order.find((link) => !store.isDone(link.dataset.lesson));
    links.forEach((link) => {
      link.hidden = link !== next;
    });
    nav.querySelector("[data-start]").hidden = last >= 0;
    nav.hidden = last >= 0 && !next;
  };

  const box = document.querySelector(".mdx-score[data-lesson]");

  const showButton = () => {
    const button = box.querySelector("[data-act=done]");
    const isDone = store.isDone(box.dataset.lesson);
    button.setAttribute("aria-pressed", String(isDone));
    button.textContent = isDone ? "✓ 已学完" : "标为已学完";
  };

  /** A lesson whose questions reach the pass mark is done, unless its reader said otherwise. */
  const markPassed = () => {
    const own = box.querySelector("[data-own]");
    if (!own || store.wasMarked(box.dataset.lesson)) return;
    const score = count(own.dataset.score);
    if (score.answered === score.total && percent(score) >= Number(own.dataset.pass)) {
      store.mark(box.dataset.lesson, true);
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
    box.querySelector("[data-act=done]").addEventListener("click", () => {
      store.mark(box.dataset.lesson, !store.isDone(box.dataset.lesson));
    });
    store.onChange(markPassed);
    store.visit(box.dataset.lesson);
  }
  store.onChange(show);
  show();
  window.courseware.count = count;
})();
