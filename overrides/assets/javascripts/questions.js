/* Self-check questions: choose, submit, read the verdict; answers stay on this device.
   Progressive: without this script the options and the folded answer are readable. */
(() => {
  "use strict";
  const STORE = "courseware:answers:1";
  const KINDS_WITH_OPTIONS = new Set(["single", "multiple", "true-false"]);

  /** Full-width and half-width, case and spaces are one and the same to a typist. */
  const folded = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s,，]/g, "");

  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  };

  const read = () => {
    try {
      const value = JSON.parse(localStorage.getItem(STORE) || "{}");
      return value && typeof value === "object" && !Array.isArray(value) ? value : {};
    } catch {
      return {};
    }
  };

  const write = (id, answer) => {
    try {
      const all = read();
      if (answer) all[id] = answer;
      else delete all[id];
      localStorage.setItem(STORE, JSON.stringify(all));
    } catch {
      /* storage is off or full: the page works, it only forgets */
    }
  };

  class Question {
    constructor(form) {
      this.form = form;
      this.id = form.dataset.question;
      this.inputs = [...form.querySelectorAll("input")];
      this.withOptions = KINDS_WITH_OPTIONS.has(form.dataset.kind);
      this.details = form.querySelector("details");
      this.verdict = element("span", "mdx-question__verdict");
      this.verdict.setAttribute("role", "status");
      this.submit = element("button", "mdx-button", "提交");
      this.again = element("button", "mdx-button mdx-button--quiet", "重做");
      this.again.type = "button";
      const bar = element("div", "mdx-question__bar");
      bar.append(this.submit, this.again, this.verdict);
      this.details.before(bar);
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.answer(true);
      });
      this.again.addEventListener("click", () => this.reset());
      this.reset(false);
      this.restore(read()[this.id]);
    }

    get given() {
      if (!this.withOptions) return this.inputs.map((input) => input.value);
      return this.inputs.filter((input) => input.checked).map((input) => Number(input.value));
    }

    restore(saved) {
      if (!Array.isArray(saved)) return;
      this.inputs.forEach((input, index) => {
        if (this.withOptions) input.checked = saved.includes(index);
        else if (typeof saved[index] === "string") input.value = saved[index];
      });
      this.answer(false);
    }

    isRight(input) {
      if (this.withOptions) return input.checked === input.hasAttribute("data-correct");
      return input.dataset.answers.split("|").some((answer) => folded(answer) === folded(input.value));
    }

    answer(save) {
      const given = this.given;
      const empty = this.withOptions ? given.length === 0 : given.some((text) => !text.trim());
      if (empty) {
        if (save) this.say("", this.withOptions ? "请先选一项。" : "请先填写。");
        return;
      }
      const right = this.inputs.every((input) => this.isRight(input));
      this.inputs.forEach((input) => this.mark(input));
      this.say(right ? "right" : "wrong", right ? "✓ 答对了" : "✕ 还不对，看看下面的解析");
      this.submit.hidden = true;
      this.again.hidden = false;
      this.details.hidden = false;
      this.details.open = true;
      if (save) write(this.id, given);
    }

    mark(input) {
      if (!this.withOptions) {
        input.readOnly = true;
        return;
      }
      input.disabled = true;
      const option = input.closest(".mdx-option");
      const correct = input.hasAttribute("data-correct");
      if (correct || input.checked) {
        option.classList.add(correct ? "mdx-option--right" : "mdx-option--wrong");
        const word = correct ? "✓ 正确" : "✕ 不对";
        option.querySelector("label").append(element("span", "mdx-option__mark", word));
      }
      option.querySelectorAll(".mdx-option__feedback").forEach((box) => {
        box.hidden = !(input.checked || correct);
      });
    }

    say(kind, text) {
      this.verdict.dataset.verdict = kind;
      this.verdict.textContent = text;
    }

    reset(forget = true) {
      this.form.reset();
      this.inputs.forEach((input) => {
        input.disabled = false;
        input.readOnly = false;
      });
      this.form.querySelectorAll(".mdx-option").forEach((option) => {
        option.classList.remove("mdx-option--right", "mdx-option--wrong");
      });
      this.form.querySelectorAll(".mdx-option__mark").forEach((mark) => mark.remove());
      this.form.querySelectorAll(".mdx-option__feedback").forEach((box) => {
        box.hidden = true;
      });
      this.say("", "");
      this.submit.hidden = false;
      this.again.hidden = true;
      this.details.hidden = true;
      this.details.open = false;
      if (forget) {
        write(this.id, null);
        this.inputs[0].focus();
      }
    }
  }

  document.querySelectorAll("form.mdx-question").forEach((form) => new Question(form));
})();
