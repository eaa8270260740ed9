// @ts-check
/* 结业自测: the store of its attempts (attempts.js), and a lesson's question as an item of a paper. */
const coursePaper = (() => {
  "use strict";
  const { the } = courseDom;
  const { blank, parse, united, latest, nameOf } = courseAttempts;
  const drawer = courseStore.drawer("exam");
  const removed = new Set(); // by this tab: other tabs' lists don't bring them back

  const read = () => {
    const text = drawer.read();
    const found = text === null ? blank() : parse(text);
    return { record: found || blank(), isDamaged: !found };
  };
  /**
   * Keep the record, with the attempts that other tabs kept meanwhile; false if it could not be.
   * @param {Attempts} record
   */
  const write = (record) => {
    const text = drawer.read();
    const found = text === null ? null : parse(text);
    if (text !== null && !found && !courseStore.setAside(text)) return false;
    const all = united(record.past, found ? found.past : []);
    record.past = latest(all.filter((past) => !removed.has(nameOf(past))));
    return drawer.write(JSON.stringify(record));
  };
  /** @param {Past[]} list */
  const remove = (list) => list.forEach((past) => removed.add(nameOf(past)));

  /** A question that is judged with the whole paper. */
  class Item extends CourseQuestion {
    /**
     * @param {string} markup  made by the build
     * @param {number} number
     * @param {Draft} draft
     */
    constructor(markup, number, draft) {
      const holder = document.createElement("template");
      holder.innerHTML = markup;
      super(the("form", holder.content));
      the(".mdx-question__number", this.form).textContent = `第 ${number} 题`;
      this.number = number;
      this.draft = draft;
    }

    /** Without its own 提交 and 重做: it is handed in with the paper. */
    build() {
      this.bar.append(this.verdict, this.rest);
      this.details.before(this.bar);
      this.form.addEventListener("submit", (event) => event.preventDefault());
    }

    show() {
      this.clear();
      this.shuffle(1, this.draft.seed);
      this.fill(this.draft.a[this.id] || []);
      if (this.draft.end) this.judge();
    }

    /** @param {Field[]} wrong */
    sentence(wrong) {
      return this.isAnswered ? super.sentence(wrong) : "✕ 没有答";
    }

    get isAnswered() {
      return this.given.length > 0 && this.given.every(Boolean);
    }

    /**
     * How it was answered.
     * @param {number} question
     * @returns {ExamMark}
     */
    markOf(question) {
      const wrong = this.fields.filter((field) => !this.isRight(field));
      const kind = String(this.form.dataset.kind);
      const isPartly = kind === "multiple" && this.isAnswered && !wrong.some((field) => "checked" in field && field.checked);
      return { question, kind, isRight: this.isAnswered && !wrong.length, isPartly };
    }
  }

  return { read, write, remove, onChange: drawer.onChange, Item };
})();
