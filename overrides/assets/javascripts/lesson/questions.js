// @ts-check
/* The questions of a lesson's page: each one, what older versions kept of it, objectives that tick
   themselves, 只重做错题. */
(() => {
  "use strict";
  const { the, all } = courseDom;
  /** @type {HTMLFormElement[]} */
  const forms = all("form.mdx-question");
  if (!forms.length) return;

  /* What plain mkdocs-quiz kept under this page's address: by position, once. */
  const adopt = () => {
    try {
      const key = `quiz_progress_${location.pathname}`;
      const old = JSON.parse(localStorage.getItem(key) || "null");
      if (!old || typeof old !== "object") return;
      forms.forEach((form, index) => {
        const values = old[`quiz-${index}`]?.selectedValues;
        const [id, hash] = [String(form.dataset.question), String(form.dataset.hash)];
        if (!Array.isArray(values) || courseStore.answer(id, hash) || courseStore.isOutdated(id, hash)) return;
        const copy = /** @type {HTMLFormElement} */ (form.cloneNode(true));
        const probe = new CourseQuestion(copy);
        probe.show();
        probe.fields.forEach((field, place) => {
          if (probe.options.length && "checked" in field) field.checked = values.includes(String(place));
          else if (!("options" in field)) field.value = String(values[place] ?? "").slice(0, 200);
        });
        if (probe.given.some(Boolean)) {
          const isRight = probe.fields.every((field) => probe.isRight(field));
          courseStore.keep(id, hash, probe.given, isRight);
        }
      });
      localStorage.removeItem(key);
    } catch {
      /* nothing that can be taken over */
    }
  };

  adopt();
  const questions = forms.map((form) => new CourseQuestion(form));
  questions.forEach((question) => question.show());

  /* Objectives tick themselves; 只重做错题 folds the others away. */
  const retry = the("[data-act=retry-wrong]");
  /** @param {Question} question */
  const stateOf = ({ id, hash }) => courseStore.answer(id, hash)?.k;
  let only = false;

  /** @param {boolean} on */
  const fold = (on) => {
    only = on;
    questions.forEach((question) => (question.form.hidden = on && !question.isRetried));
    const kept = questions.filter((question) => question.isRetried).length;
    retry.textContent = on ? `显示全部题目（现在只有 ${kept} 题）` : "";
  };

  const showTools = () => {
    all("[data-objective]").forEach((goal) => {
      const own = questions.filter(({ form }) => String(form.dataset.objectives).split(" ").includes(String(goal.dataset.objective)));
      const isDone = own.length > 0 && own.every((question) => stateOf(question) === 1);
      goal.classList.toggle("mdx-goals__item--done", isDone);
      the(".mdx-goals__tick", goal).hidden = !isDone;
    });
    const wrong = questions.filter((question) => stateOf(question) === 0).length;
    if (!only) retry.textContent = `只重做错题（${wrong}）`;
    retry.hidden = !only && !wrong;
  };

  if (retry) {
    retry.addEventListener("click", () => {
      if (!only) {
        questions.forEach((question) => (question.isRetried = stateOf(question) === 0));
        questions.filter((question) => question.isRetried).forEach(({ id, hash }) => courseStore.reset(id, hash));
      }
      fold(!only);
      showTools();
      const first = questions.find((question) => !question.form.hidden);
      if (only && first) first.order[0].focus();
      else retry.focus();
    });
    courseStore.onChange(showTools);
    showTools();
  }

  courseStore.onChange(() => {
    questions.forEach((question) => {
      if (question.shown !== question.known) question.show();
    });
  });
})();
