/* A self-check question: choose, submit, read the verdict, try again. Judging: question-judge.js.
   Progressive: without this script options and the folded answer are readable. */
(() => {
  "use strict";
  const { store, drafts } = window.courseware;
  const { accepts, numbers, ordered, sentence } = self.courseJudge;

  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  };

  const button = (text, act) => {
    const made = element("button", "mdx-button mdx-button--quiet", text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };

  /* The one live region of all questions: said, not seen. It is there before it has words; one
     that comes with its words is not said. The verdict needs none: it gets the focus. */
  const said = element("p", "mdx-said");
  said.setAttribute("role", "status");
  (document.querySelector(".mdx-article") || document.body).append(said);

  class Question {
    constructor(form) {
      this.form = form;
      this.id = form.dataset.question;
      this.hash = form.dataset.hash;
      this.fields = [...form.querySelectorAll(".mdx-option > input, .mdx-gap")];
      this.options = [...form.querySelectorAll(".mdx-option")];
      this.details = form.querySelector("details");
      this.key = form.querySelector(".mdx-question__letters");
      this.build();
      this.show();
    }

    build() {
      this.verdict = element("p", "mdx-question__verdict");
      this.verdict.tabIndex = -1;
      this.submit = element("button", "mdx-button", "提交");
      this.again = button("重做", () => this.retry());
      this.rest = button("看全部反馈", () => this.showRest(this.rest.getAttribute("aria-expanded") !== "true"));
      const bar = element("div", "mdx-question__bar");
      bar.append(this.submit, this.verdict, this.again, this.rest);
      this.details.before(bar);
      let composing = false;
      this.form.addEventListener("compositionstart", () => (composing = true));
      this.form.addEventListener("compositionend", () => setTimeout(() => (composing = false)));
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        if (!composing && !this.submit.hidden) this.answer();
      });
      this.form.autocomplete = "off"; // what is restored is what drafts.js kept, not the browser
      this.form.addEventListener("input", () => drafts.keep(this.id, this.hash, this.given));
    }

    get given() {
      if (!this.options.length) return this.fields.map((field) => field.value.trim().slice(0, 200));
      return this.fields.filter((field) => field.checked).map((field) => field.value);
    }

    isRight(field) {
      if (this.options.length) return field.checked === field.hasAttribute("data-correct");
      return accepts(field.dataset.answers, field.value);
    }

    /** Judge what is chosen and keep it. */
    answer() {
      const missing = this.options.length
        ? !this.given.length && "请先选一项。"
        : this.given.some((text) => !text) && "还有空没有填。";
      if (missing) {
        this.say("", missing);
        said.textContent = "";
        said.textContent = missing;
        (this.fields.find((field) => !field.value) || this.fields[0]).focus();
        return;
      }
      said.textContent = "";
      const isRight = this.fields.every((field) => this.isRight(field));
      drafts.keep(this.id, this.hash, null);
      const saved = store.keep(this.id, this.hash, this.given, isRight); // shows itself: onChange
      if (!saved) this.verdict.append("（这次没有存下来）");
      this.verdict.focus({ preventScroll: true });
    }

    retry() {
      store.reset(this.id, this.hash);
      this.order[0].focus();
    }

    /** Fields as they stand on the screen. */
    get order() {
      return [...this.form.querySelectorAll(".mdx-option > input, .mdx-gap")];
    }

    /** What the record says, and whose it is: another trainee finds nothing half typed. */
    get known() {
      return JSON.stringify([store.who(), store.answer(this.id, this.hash)]);
    }

    /** Set everything as the record says. */
    show() {
      const record = store.answer(this.id, this.hash);
      this.shown = this.known;
      this.clear();
      this.shuffle(record ? record.n : 0, store.who());
      if (!record || record.k < 0) {
        if (store.isOutdated(this.id, this.hash)) this.say("changed", "本题已更新，请重答");
        this.fill(drafts.read(this.id, this.hash) || []);
        return;
      }
      if (!record.a) {
        this.say(record.k ? "right" : "wrong", `${record.k ? "✓ 以前答对了" : "✕ 以前没有答对"}（选了什么没有随短码带来）`);
        return;
      }
      this.fill(record.a);
      this.judge();
    }

    fill(given) {
      this.fields.forEach((field, index) => {
        if (this.options.length) field.checked = given.includes(field.value);
        else field.value = given[index] || "";
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

    sentence(wrong) {
      const kind = this.options.length ? this.form.dataset.kind : "gaps";
      const missed = wrong.filter((field) => !field.checked).length;
      return sentence(kind, this.fields.length, wrong.length, missed);
    }

    mark(field) {
      const isRight = this.isRight(field);
      field.disabled = true;
      if (!this.options.length) {
        const word = isRight ? "✓" : `✕ 应为：${this.best(field)}`;
        field.classList.add(isRight ? "mdx-gap--right" : "mdx-gap--wrong");
        field.after(element("span", `mdx-gap__mark mdx-gap__mark--${isRight ? "right" : "wrong"}`, word));
        return;
      }
      const option = field.parentElement;
      const isKey = field.hasAttribute("data-correct");
      if (isKey || field.checked) {
        option.classList.add(isKey ? "mdx-option--right" : "mdx-option--wrong");
        const missed = isKey && !field.checked && this.form.dataset.kind === "multiple";
        const word = isKey ? `✓ 正确${missed ? "，漏选" : ""}` : "✕ 不对";
        option.querySelector("label").append(element("span", "mdx-option__mark", word));
        option.querySelectorAll(".mdx-option__feedback").forEach((box) => (box.hidden = false));
      }
    }

    best(field) {
      const first = field.dataset.answers.split("|")[0];
      const named = [...(field.options || [])].find((option) => option.value === first);
      return named ? named.textContent : first;
    }

    showRest(show) {
      this.rest.setAttribute("aria-expanded", String(show));
      this.form.querySelectorAll(".mdx-option").forEach((option) => {
        if (option.matches(".mdx-option--right, .mdx-option--wrong")) return;
        option.querySelectorAll(".mdx-option__feedback").forEach((box) => (box.hidden = !show));
      });
    }

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
      this.form.querySelectorAll(".mdx-option__mark, .mdx-gap__mark").forEach((mark) => mark.remove());
      this.form.querySelectorAll(".mdx-option__feedback").forEach((box) => (box.hidden = true));
      this.say("", "");
      this.submit.hidden = false;
      this.again.hidden = true;
      this.rest.hidden = true;
      this.rest.setAttribute("aria-expanded", "false");
      this.details.hidden = true;
      this.details.open = false;
    }

    /** Another order at every try, the first one, too: the author's is on paper. */
    shuffle(tries, seed) {
      if (!this.options.length) return;
      const pinned = this.options.map((option) => option.hasAttribute("data-pinned"));
      const order = ordered(pinned, `${seed} ${this.id} ${tries}`).map((place) => this.options[place]);
      const letters = [];
      order.forEach((option, index) => {
        const letter = String.fromCharCode(65 + (index % 26));
        option.parentElement.append(option);
        option.querySelector(".mdx-option__letter").textContent = letter;
        if (option.querySelector("[data-correct]")) letters.push(letter);
      });
      this.key.textContent = letters.join("、");
    }
  }

  Object.assign(window.courseware, { Question, numbers, element, button });
})();
