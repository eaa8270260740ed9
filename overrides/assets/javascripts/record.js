/* The page 学习记录: 错题本, export and import as a file or a short code, print, 换人. */
(() => {
  "use strict";
  const { store } = window.courseware;
  const { read } = self.courseRecord;
  const { encode, find } = self.courseCode;
  const exam = self.courseExamRecord;
  const MOST = 2e7; // bytes of a file
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

  /* The exam's record beside it */
  const drawer = store.drawer("exam");
  const exams = () => {
    const text = drawer.read();
    return (text !== null && exam.parse(text)) || exam.blank();
  };
  const takeExams = (found) => {
    const text = typeof found === "string" ? found : JSON.stringify(found);
    const other = found === undefined || found === null ? null : exam.parse(text);
    if (!other) return 0;
    const here = drawer.read();
    if (here !== null && !exam.parse(here)) store.setAside(here);
    drawer.write(JSON.stringify(exam.merge(exams(), other)));
    return other.past.length;
  };

  /* Import: a record of another device or person is taken in only when asked for. */
  const known = {
    course: store.course,
    lessons,
    questions: new Map(
      lines.map(({ dataset: { book: id, hash } }) => [id.split("-").map(Number).join(" "), { id, hash }]),
    ),
  };
  let waiting = null;
  const ask = (show) => {
    box("ask").hidden = !show;
  };
  const tell = (text) => {
    fill("import").textContent = text;
  };
  const finish = (replace) => {
    const found = waiting;
    waiting = null;
    ask(false);
    const isSaved = store.take(found.state, replace);
    const attempts = takeExams(found.exam);
    const texts = Array.isArray(found.texts) ? found.texts.filter((text) => typeof text === "string") : [];
    const strange = found.state.strange.size + texts.filter(store.setAside).length;
    tell(
      `已读入 ${found.state.answers.size} 题的记录` +
        (attempts ? `、${attempts} 次结业自测成绩。` : "。") +
        (strange ? `另有 ${strange} 处这一版读不懂，已原样留着。` : "") +
        (isSaved ? "" : "但是没有存下来，关掉这一页就没有了。"),
    );
  };
  /** Whether nothing in a record fits this course, though there is something. */
  const isForeign = ({ state }) =>
    state.answers.size > 0 &&
    !lines.some(({ dataset: { book, hash } }) => state.answers.has(book) && state.answers.get(book).h === hash) &&
    !lessons.some((id) => state.done.has(id));
  const offer = (found, faults) => {
    ask(false);
    if (found.fault) {
      tell(faults[found.fault](found));
      return;
    }
    const isOther = typeof found.course === "string" && found.course !== store.course;
    if (isOther || (found.course === undefined && isForeign(found))) {
      tell(faults.course(found));
      return;
    }
    waiting = found;
    if (store.isEmpty() || store.isMine(found.state)) {
      finish(store.isEmpty() && !store.isMine(found.state));
      return;
    }
    tell(`读到 ${found.state.answers.size} 题的记录，和本机的不是同一份。是你在别的设备上的记录吗？`);
    ask(true);
  };
  const NEWER = (what) => () => `这${what}是更新的版本做的，这一版读不懂。请先换到新版本，再读入。`;
  const FILE_FAULTS = {
    none: () => "读不懂：这个文件不是学习记录，或者不完整。请选从学习记录页导出的文件。",
    big: () => "读不懂：这个文件太大，不会是学习记录。",
    newer: NEWER("个文件"),
    course: () => "这是另一门课的学习记录，没有读入。",
  };
  const CODE_FAULTS = {
    absent: () => "没有找到短码。短码以 KC2 或 KC1 开头，请从开头到末尾整段粘贴。",
    case: () => "短码的大小写变了。短码分大小写，请原样复制。",
    none: () => "短码里有字符错了，请重新复制。",
    newer: NEWER("个短码"),
    short: () => "短码不完整，后面少了一截。请从头到尾全部复制。",
    end: ({ from }) => `短码的末尾不对：第 ${from} 个字符以后少了一截，或者有字符错了。`,
    sign: ({ from, to }) => `短码第 ${from}～${to} 个字符之间有错：有字符错了、多了或者少了。`,
    some: () => "短码里有字符错了，或者中间少了一截（旧式短码查不出在哪里）。请重新复制。",
    course: () => "这是另一门课的短码，没有读入。",
  };

  on("export", store.save);
  on("code", () => {
    box("code").hidden = false;
    const field = document.getElementById("record-code");
    field.value = encode(store.snapshot(), store.course, exam.best(exams().past));
    fill("length").textContent = `共 ${field.value.length} 个字符。`;
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
    const field = event.target;
    const [file] = field.files;
    if (!file) return;
    try {
      offer(file.size <= MOST ? read(await file.text(), MOST) : { fault: "big" }, FILE_FAULTS);
    } catch {
      tell("这个文件打不开，请再选一次。");
    }
    field.value = "";
  });
  on("read", () => offer(find(document.getElementById("record-paste").value, known), CODE_FAULTS));
  on("merge", () => finish(false));
  on("replace", () => finish(true));
  on("cancel", () => {
    waiting = null;
    ask(false);
    tell("没有读入。");
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
  fill("folder").hidden = location.protocol !== "file:";
  fill("today").textContent = new Date().toLocaleDateString("zh-CN");
  store.onChange(show);
  show();
})();
