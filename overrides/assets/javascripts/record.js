/* The page 学习记录: 错题本, export and import as a file or a short code, print, 换人. */
(() => {
  "use strict";
  const { store } = window.courseware;
  const root = document.querySelector(".mdx-record");
  if (!root) return;
  const fill = (name) => root.querySelector(`[data-fill=${name}]`);
  const box = (name) => root.querySelector(`[data-box=${name}]`);
  const on = (act, run) => root.querySelector(`[data-act=${act}]`).addEventListener("click", run);
  const lines = [...root.querySelectorAll("[data-book]")];
  const lessons = [...root.querySelectorAll("[data-known-lesson]")].map((item) => item.dataset.knownLesson);

  /* 错题本 */
  const show = () => {
    let count = 0;
    lines.forEach((line) => {
      const days = store.book(line.dataset.book);
      line.hidden = days === null;
      if (line.hidden) return;
      count += 1;
      line.querySelector(".mdx-record__days").hidden = days === 0;
    });
    fill("book").textContent = count ? `还有 ${count} 题。点题目回到课里重答。` : "现在没有错题。";
  };

  /* Short code: KC1.who.minutes.lessons.chapter….check, six bits a character.
     A question is one character where it was not answered (bits 0–15: that many and one more),
     else two: state (1 right, 2 wrong, 3 right after wrong) and ten bits of its fingerprint. */
  const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const digest = (text) => {
    let hash = 2166136261;
    for (const char of text) hash = Math.imul(hash ^ char.codePointAt(0), 16777619);
    return hash >>> 0;
  };
  const spell = (number, length) =>
    Array.from({ length }, (_, place) => SIGNS[(number >>> (6 * place)) & 63]).join("");
  const tenBits = (hash) => parseInt(hash.slice(0, 3), 16) & 1023;
  const MINUTE = 6e4;

  const chapters = () => {
    const found = new Map();
    for (const line of lines) {
      const match = /^(\d{1,2})-(\d{1,3})$/.exec(line.dataset.book);
      if (!match || Number(match[1]) > 63) continue;
      const chapter = Number(match[1]);
      if (!found.has(chapter)) found.set(chapter, new Map());
      found.get(chapter).set(Number(match[2]), { id: line.dataset.book, hash: line.dataset.hash });
    }
    return found;
  };

  const state = ({ id, hash }) => {
    const known = store.answer(id, hash);
    if (!known || known.k < 0) return 0;
    if (!known.k) return 2;
    return store.book(id) === null ? 1 : 3;
  };

  const code = () => {
    const parts = [...chapters()].map(([chapter, questions]) => {
      let text = "";
      let skipped = 0;
      const skip = () => {
        for (; skipped > 0; skipped -= 16) text += SIGNS[Math.min(skipped, 16) - 1];
        skipped = 0;
      };
      for (let number = 1; number <= Math.max(...questions.keys()); number += 1) {
        const question = questions.get(number);
        const value = question ? state(question) : 0;
        if (value) {
          skip();
          const bits = tenBits(question.hash);
          text += SIGNS[(value << 4) | (bits >> 6)] + SIGNS[bits & 63];
        } else skipped += 1;
      }
      return text && SIGNS[chapter] + text;
    });
    const done = lessons.filter(store.isDone).map((id) => spell(digest(id), 3)).join("");
    const minutes = Math.floor(Date.now() / MINUTE).toString(36);
    const body = ["KC1", store.who(), minutes, done, ...parts.filter(Boolean)].join(".");
    return `${body}.${spell(digest(body), 3)}`;
  };

  /** Short code → a record like that of a file, or null. */
  const decode = (typed) => {
    const text = typed.replace(/\s/g, "");
    const [head, who, minutes, done, ...rest] = text.split(".");
    const check = rest.pop();
    if (head !== "KC1" || check !== spell(digest(text.slice(0, -4)), 3)) return null;
    const t = parseInt(minutes, 36) * MINUTE;
    const record = { v: 1, who, answers: {}, done: {}, last: null };
    for (let place = 0; place + 3 <= done.length; place += 3) {
      const id = lessons.find((lesson) => spell(digest(lesson), 3) === done.slice(place, place + 3));
      if (id) record.done[id] = { on: true, t };
    }
    const known = chapters();
    for (const part of rest) {
      const questions = known.get(SIGNS.indexOf(part[0])) || new Map();
      let number = 1;
      for (let place = 1; place < part.length; place += 1) {
        const sign = SIGNS.indexOf(part[place]);
        const value = sign >> 4;
        if (!value) {
          number += (sign & 15) + 1;
          continue;
        }
        place += 1;
        const bits = ((sign & 15) << 6) | SIGNS.indexOf(part[place]);
        const question = questions.get(number);
        if (question && tenBits(question.hash) === bits) {
          const k = value === 2 ? 0 : 1;
          const x = value === 1 ? 0 : t;
          record.answers[question.id] = { h: question.hash, a: null, k, n: 0, t, x, r: [] };
        }
        number += 1;
      }
    }
    return store.parse(JSON.stringify(record));
  };

  /* Import: a record of another device or person is taken in only when asked for. */
  let waiting = null;
  const ask = (show) => {
    box("ask").hidden = !show;
  };
  const finish = (replace) => {
    const count = waiting.answers.size;
    store.take(waiting, replace);
    waiting = null;
    ask(false);
    fill("import").textContent = `已读入 ${count} 题的记录。`;
  };
  const offer = (found) => {
    ask(false);
    if (!found) {
      fill("import").textContent = "读不懂：不是学习记录，或者没有粘贴完整。";
      return;
    }
    waiting = found.state;
    if (store.isEmpty() || waiting.who === store.who()) {
      finish(store.isEmpty());
      return;
    }
    fill("import").textContent =
      `读到 ${waiting.answers.size} 题的记录，和本机的不是同一份。是你在别的设备上的记录吗？`;
    ask(true);
  };

  on("export", () => {
    const file = new Blob([store.text()], { type: "application/json" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `学习记录-${new Date().toLocaleDateString("sv")}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
  on("code", () => {
    box("code").hidden = false;
    const field = document.getElementById("record-code");
    field.value = code();
    field.focus();
    field.select();
  });
  on("copy", (event) => {
    const field = document.getElementById("record-code");
    field.select();
    const button = event.currentTarget;
    const said = () => (button.textContent = "已复制");
    if (navigator.clipboard) navigator.clipboard.writeText(field.value).then(said, () => {});
    else if (document.execCommand("copy")) said();
  });
  on("print", () => print());
  root.querySelector("#record-file").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    offer(file.size <= 2e6 ? store.parse(await file.text()) : null);
    event.target.value = "";
  });
  on("read", () => offer(decode(document.getElementById("record-paste").value)));
  on("merge", () => finish(false));
  on("replace", () => finish(true));
  on("cancel", () => {
    waiting = null;
    ask(false);
    fill("import").textContent = "没有读入。";
  });

  /* 换人 */
  const sure = (show) => {
    box("sure").hidden = !show;
    if (show) root.querySelector("[data-act=keep]").focus();
    else root.querySelector("[data-act=clear]").focus();
  };
  on("clear", () => sure(true));
  on("keep", () => sure(false));
  on("sure", () => {
    store.clear();
    sure(false);
    box("code").hidden = true;
    fill("cleared").textContent = "记录已清除，可以换人了。";
  });

  fill("noscript").remove();
  fill("today").textContent = new Date().toLocaleDateString("zh-CN");
  store.onChange(show);
  show();
})();
