/* 结业自测: the record of attempts, and a lesson's question as an item of a paper.

   The record is kept beside the learning record and never changes it:
     v  1        name  as the trainee typed it for the certificate
     draft  the paper at hand or the one handed in last: seed, digest of the data, t begun (ms),
            ms spent, timed, a (answers by question id), end (ms; 0: not handed in)
     past  the last ten results: seed, t (ms), ms, timed, p points, of, r red-line questions
            right, ro of how many, ok passed, ver course version, pm pass mark in percent */
(() => {
  "use strict";
  const { store, Question, element, button } = window.courseware;
  const MOST = { past: 10, name: 20, text: 200, given: 30, answers: 999 };
  const drawer = store.drawer("exam");

  const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  const isCount = (value) => Number.isInteger(value) && value >= 0 && value < 1e15;
  const isSeed = (value) => /^[0-9a-f]{8}$/.test(value);
  const isGiven = (value) =>
    Array.isArray(value) && value.length <= MOST.given &&
    value.every((text) => typeof text === "string" && text.length <= MOST.text);
  const isDraft = (value) =>
    isObject(value) && isSeed(value.seed) && isSeed(value.digest) &&
    [value.t, value.ms, value.end].every(isCount) && typeof value.timed === "boolean" &&
    isObject(value.a) && Object.keys(value.a).length <= MOST.answers && Object.values(value.a).every(isGiven);
  const isPast = (value) =>
    isObject(value) && isSeed(value.seed) &&
    [value.t, value.ms, value.p, value.of, value.r, value.ro, value.pm].every(isCount) &&
    typeof value.timed === "boolean" && typeof value.ok === "boolean" &&
    typeof value.ver === "string" && value.ver.length <= MOST.text;

  const blank = () => ({ v: 1, name: "", draft: null, past: [] });

  /** Text → record, or null where it is none. */
  const parse = (text) => {
    try {
      const raw = JSON.parse(text);
      const isSound =
        isObject(raw) && raw.v === 1 && typeof raw.name === "string" && raw.name.length <= MOST.name &&
        (raw.draft === null || isDraft(raw.draft)) &&
        Array.isArray(raw.past) && raw.past.length <= MOST.past && raw.past.every(isPast);
      return isSound ? raw : null;
    } catch {
      return null;
    }
  };

  const read = () => {
    const text = drawer.read();
    const found = text === null ? blank() : parse(text);
    return { record: found || blank(), isDamaged: !found };
  };
  const write = (record) => {
    record.past = record.past.slice(-MOST.past);
    return drawer.write(JSON.stringify(record));
  };

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

  Object.assign(window.courseware.exam, { read, write, blank, parse, onChange: drawer.onChange, Item, markOf });
})();
