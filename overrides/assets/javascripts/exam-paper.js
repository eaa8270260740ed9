/* 结业自测: the store of its record (exam-record.js), and a lesson's question as an item of a paper. */
(() => {
  "use strict";
  const { store, Question, element, button } = window.courseware;
  const { blank, parse, united, latest, nameOf } = self.courseExamRecord;
  const drawer = store.drawer("exam");
  const removed = new Set(); // by this tab: other tabs' lists don't bring them back

  const read = () => {
    const text = drawer.read();
    const found = text === null ? blank() : parse(text);
    return { record: found || blank(), isDamaged: !found };
  };
  /** Keep the record, with the attempts that other tabs kept meanwhile; false if it could not be. */
  const write = (record) => {
    const text = drawer.read();
    const found = text === null ? null : parse(text);
    if (text !== null && !found && !store.setAside(text)) return false;
    const all = united(record.past, found ? found.past : []);
    record.past = latest(all.filter((past) => !removed.has(nameOf(past))));
    return drawer.write(JSON.stringify(record));
  };
  const remove = (list) => list.forEach((past) => removed.add(nameOf(past)));

  /** A question that is judged with the whole paper. `paper` is {seed, a, end}. */
  class Item extends Question {
    constructor(markup, number, paper) {
      const holder = document.createElement("template");
      holder.innerHTML = markup; // made by the build
      const form = holder.content.firstElementChild;
      form.querySelector(".mdx-question__number").textContent = `第 ${number} 题`;
      Item.paper = paper; // wanted by build() and show(), which the constructor above calls
      super(form);
      this.number = number;
    }

    build() {
      this.paper = Item.paper;
      this.verdict = element("p", "mdx-question__verdict");
      this.submit = element("button"); // handed in with the paper
      this.again = element("button");
      this.rest = button("看全部反馈", () => this.showRest(this.rest.getAttribute("aria-expanded") !== "true"));
      const bar = element("div", "mdx-question__bar");
      bar.append(this.verdict, this.rest);
      this.details.before(bar);
      this.form.addEventListener("submit", (event) => event.preventDefault());
    }

    show() {
      this.clear();
      this.shuffle(1, this.paper.seed);
      this.fill(this.paper.a[this.id] || []);
      if (this.paper.end) this.judge();
    }

    sentence(wrong) {
      return this.isAnswered ? super.sentence(wrong) : "✕ 没有答";
    }

    get isAnswered() {
      return this.given.length > 0 && this.given.every(Boolean);
    }
  }

  /** How an item was answered, for courseware.exam.judge. */
  const markOf = (item, question) => {
    const wrong = item.fields.filter((field) => !item.isRight(field));
    const kind = item.form.dataset.kind;
    const isPartly = kind === "multiple" && item.isAnswered && wrong.every((field) => !field.checked);
    return { question, kind, isRight: item.isAnswered && !wrong.length, isPartly };
  };

  Object.assign(window.courseware.exam, { read, write, remove, onChange: drawer.onChange, Item, markOf });
})();
