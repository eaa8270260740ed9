/* The questions of a lesson's page: each one, what older versions kept of it, objectives that tick
   themselves, 只重做错题. */
(() => {
  "use strict";
  const { store, Question } = window.courseware;
  const forms = [...document.querySelectorAll("form.mdx-question")];
  if (!forms.length) return;

  /* What plain mkdocs-quiz kept under this page's address: by position, once. */
  const adopt = () => {
    try {
      const key = `quiz_progress_${location.pathname}`;
      const old = JSON.parse(localStorage.getItem(key) || "null");
      if (!old || typeof old !== "object") return;
      forms.forEach((form, index) => {
        const values = old[`quiz-${index}`]?.selectedValues;
        const { question: id, hash } = form.dataset;
        if (!Array.isArray(values) || store.answer(id, hash) || store.isOutdated(id, hash)) return;
        const probe = new Question(form.cloneNode(true));
        probe.fields.forEach((field, place) => {
          if (probe.options.length) field.checked = values.includes(String(place));
          else if (!field.options) field.value = String(values[place] ?? "").slice(0, 200);
        });
        if (probe.given.some(Boolean)) {
          const isRight = probe.fields.every((field) => probe.isRight(field));
          store.keep(id, hash, probe.given, isRight);
        }
      });
      localStorage.removeItem(key);
    } catch {
      /* nothing that can be taken over */
    }
  };

  adopt();
  const questions = forms.map((form) => new Question(form));

  /* Objectives tick themselves; 只重做错题 folds the others away. */
  const retry = document.querySelector("[data-act=retry-wrong]");
  const isWrong = (question) => store.answer(question.id, question.hash)?.k === 0;
  let only = false;

  const fold = (on) => {
    only = on;
    questions.forEach((question) => (question.form.hidden = on && !question.isRetried));
    const kept = questions.filter((question) => question.isRetried).length;
    retry.textContent = on ? `显示全部题目（现在只有 ${kept} 题）` : "";
  };

  const showTools = () => {
    document.querySelectorAll("[data-objective]").forEach((goal) => {
      const own = forms.filter((form) => form.dataset.objectives.split(" ").includes(goal.dataset.objective));
      const isDone = own.length > 0 && own.every((form) => store.answer(form.dataset.question, form.dataset.hash)?.k === 1);
      goal.classList.toggle("mdx-goals__item--done", isDone);
      goal.querySelector(".mdx-goals__tick").hidden = !isDone;
    });
    const wrong = questions.filter(isWrong).length;
    if (!only) retry.textContent = `只重做错题（${wrong}）`;
    retry.hidden = !only && !wrong;
  };

  if (retry) {
    retry.addEventListener("click", () => {
      if (!only) {
        questions.forEach((question) => (question.isRetried = isWrong(question)));
        questions.filter((question) => question.isRetried).forEach(({ id, hash }) => store.reset(id, hash));
      }
      fold(!only);
      showTools();
      const first = questions.find((question) => !question.form.hidden);
      if (only) first.order[0].focus();
      else retry.focus();
    });
    store.onChange(showTools);
    showTools();
  }

  store.onChange(() => {
    questions.forEach((question) => {
      if (question.shown !== question.known) question.show();
    });
  });
})();
