// @ts-check
/* A self-check question: choose, submit, read the verdict, try again. Judging: judge.js.
   Progressive: without this script options and the folded answer are readable. */
/**
 * @typedef {HTMLInputElement | HTMLSelectElement} Field
 * @typedef {InstanceType<typeof CourseQuestion>} Question
 */
const CourseQuestion = (() => {
  "use strict";
  const { the, all, element, button, status } = courseDom;
  const { accepts, ordered, sentence } = courseJudge;
  const FIELDS = ".mdx-option > input, .mdx-gap";

  /* The one live region of all questions: said, not seen. The verdict needs none: it gets the focus. */
  const said = status("p", "mdx-said");
  (document.querySelector(".mdx-article") || document.body).append(said);

  /** @param {Field} field */
  const isChosen = (field) => "checked" in field && field.checked;

  class Question {
    /**
     * As it was built: {@link show} sets it as the record says.
     * @param {HTMLFormElement} form
     */
    constructor(form) {
      this.form = form;
      this.id = String(form.dataset.question);
      this.hash = String(form.dataset.hash);
      /** @type {Field[]} */
      this.fields = all(FIELDS, form);
      this.options = all(".mdx-option", form);
      /** @type {HTMLDetailsElement} */
      this.details = the("details", form);
      this.key = the(".mdx-question__letters", form);
      this.verdict = element("p", "mdx-question__verdict");
      this.submit = element("button", "mdx-button", "提交");
      this.again = button("重做", () => this.retry());
      this.rest = button("看全部反馈", () => this.showRest(this.rest.getAttribute("aria-expanded") !== "true"));
      this.bar = element("div", "mdx-question__bar");
      this.isRetried = false;
      this.shown = "";
      this.build();
    }

    build() {
      this.verdict.tabIndex = -1;
      this.bar.append(this.submit, this.verdict, this.again, this.rest);
      this.details.before(this.bar);
      let composing = false;
      this.form.addEventListener("compositionstart", () => (composing = true));
      this.form.addEventListener("compositionend", () => setTimeout(() => (composing = false)));
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        if (!composing && !this.submit.hidden) this.answer();
      });
      this.form.autocomplete = "off"; // what is restored is what drafts.js kept, not the browser
      this.form.addEventListener("input", () => courseDrafts.keep(this.id, this.hash, this.given));
    }

    get given() {
      if (!this.options.length) return this.fields.map((field) => field.value.trim().slice(0, 200));
      return this.fields.filter(isChosen).map((field) => field.value);
    }

    /** @param {Field} field */
    isRight(field) {
      if (this.options.length) return isChosen(field) === field.hasAttribute("data-correct");
      return accepts(String(field.dataset.answers), field.value);
    }

    /** Judge what is chosen and keep it. */
    answer() {
      const missing = this.options.length
        ? !this.given.length && "请先选一项。"
        : this.given.some((text) => !text) && "还有空没有填。";
      said.textContent = "";
      if (missing) {
        this.say("", missing);
        said.textContent = missing;
        (this.fields.find((field) => !field.value) || this.fields[0]).focus();
        return;
      }
      const isRight = this.fields.every((field) => this.isRight(field));
      courseDrafts.keep(this.id, this.hash, null);
      const isSaved = courseStore.keep(this.id, this.hash, this.given, isRight); // shows itself: onChange
      if (!isSaved) this.verdict.append("（这次没有存下来）");
      this.verdict.focus({ preventScroll: true });
    }

    retry() {
      courseStore.reset(this.id, this.hash);
      this.order[0].focus();
    }

    /** Fields as they stand on the screen. */
    get order() {
      return all(FIELDS, this.form);
    }

    /** What the record says, and whose it is: another trainee finds nothing half typed. */
    get known() {
      return JSON.stringify([courseStore.who(), courseStore.answer(this.id, this.hash)]);
    }

    /** Set everything as the record says. */
    show() {
      const record = courseStore.answer(this.id, this.hash);
      this.shown = this.known;
      this.clear();
      this.shuffle(record ? record.n : 0, courseStore.who());
      if (!record || record.k < 0) {
        if (courseStore.isOutdated(this.id, this.hash)) this.say("changed", "本题已更新，请重答");
        this.fill(courseDrafts.read(this.id, this.hash) || []);
        return;
      }
      if (!record.a) {
        this.say(record.k ? "right" : "wrong", `${record.k ? "✓ 以前答对了" : "✕ 以前没有答对"}（选了什么没有随短码带来）`);
        return;
      }
      this.fill(record.a);
      this.judge();
    }

    /** @param {string[]} given */
    fill(given) {
      this.fields.forEach((field, index) => {
        if (!this.options.length) field.value = given[index] || "";
        else if ("checked" in field) field.checked = given.includes(field.value);
      });
    }

    judge() {
      const wrong = this.fields.filter((field) => !this.isRight(field));
      this.fields.forEach((field) => this.mark(field));
      this.say(wrong.length ? "wrong" : "right", this.sentence(wrong));
      this.submit.hidden = true;
      this.again.hidden = false;
      this.details.hidden = false;
      this.details.open = true;
      this.rest.hidden = !this.form.querySelector(".mdx-option__feedback[hidden]");
    }

    /** @param {Field[]} wrong */
    sentence(wrong) {
      const kind = this.options.length ? this.form.dataset.kind : "gaps";
      const missed = wrong.filter((field) => !isChosen(field)).length;
      return sentence(kind, this.fields.length, wrong.length, missed);
    }

    /** @param {Field} field */
    mark(field) {
      const isRight = this.isRight(field);
      field.disabled = true;
      if (!this.options.length) {
        const word = isRight ? "✓" : `✕ 应为：${this.best(field)}`;
        field.classList.add(isRight ? "mdx-gap--right" : "mdx-gap--wrong");
        field.after(element("span", `mdx-gap__mark mdx-gap__mark--${isRight ? "right" : "wrong"}`, word));
        return;
      }
      const option = /** @type {HTMLElement} */ (field.parentElement);
      const isKey = field.hasAttribute("data-correct");
      if (isKey || isChosen(field)) {
        option.classList.add(isKey ? "mdx-option--right" : "mdx-option--wrong");
        const missed = isKey && !isChosen(field) && this.form.dataset.kind === "multiple";
        const word = isKey ? `✓ 正确${missed ? "，漏选" : ""}` : "✕ 不对";
        the("label", option).append(element("span", "mdx-option__mark", word));
        all(".mdx-option__feedback", option).forEach((box) => (box.hidden = false));
      }
    }

    /** @param {Field} field */
    best(field) {
      const first = String(field.dataset.answers).split("|")[0];
      const named = "options" in field && [...field.options].find((option) => option.value === first);
      return named ? named.textContent : first;
    }

    /** @param {boolean} show */
    showRest(show) {
      this.rest.setAttribute("aria-expanded", String(show));
      this.options.forEach((option) => {
        if (option.matches(".mdx-option--right, .mdx-option--wrong")) return;
        all(".mdx-option__feedback", option).forEach((box) => (box.hidden = !show));
      });
    }

    /**
     * @param {"" | "right" | "wrong" | "changed"} kind
     * @param {string} text
     */
    say(kind, text) {
      this.verdict.dataset.verdict = kind;
      this.verdict.textContent = text;
    }

    clear() {
      this.form.reset();
      this.fields.forEach((field) => {
        field.disabled = false;
        field.classList.remove("mdx-gap--right", "mdx-gap--wrong");
      });
      this.options.forEach((option) => option.classList.remove("mdx-option--right", "mdx-option--wrong"));
      all(".mdx-option__mark, .mdx-gap__mark", this.form).forEach((mark) => mark.remove());
      all(".mdx-option__feedback", this.form).forEach((box) => (box.hidden = true));
      this.say("", "");
      this.submit.hidden = false;
      this.again.hidden = true;
      this.rest.hidden = true;
      this.rest.setAttribute("aria-expanded", "false");
      this.details.hidden = true;
      this.details.open = false;
    }

    /**
     * Another order at every try, the first one, too: the author's is on paper.
     * @param {number} tries
     * @param {string} seed
     */
    shuffle(tries, seed) {
      if (!this.options.length) return;
      const pinned = this.options.map((option) => option.hasAttribute("data-pinned"));
      const order = ordered(pinned, `${seed} ${this.id} ${tries}`).map((place) => this.options[place]);
      /** @type {string[]} */
      const letters = [];
      order.forEach((option, index) => {
        const letter = String.fromCharCode(65 + (index % 26));
        option.parentElement?.append(option);
        the(".mdx-option__letter", option).textContent = letter;
        if (option.querySelector("[data-correct]")) letters.push(letter);
      });
      this.key.textContent = letters.join("、");
    }
  }

  return Question;
})();
