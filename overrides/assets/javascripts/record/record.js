// @ts-check
/* The page 学习记录: 错题本, export and import as a file or a short code, print, 换人. */
(() => {
  "use strict";
  const { the, all, parts } = courseDom;
  const { read } = courseRecord;
  const { encode, find } = courseCode;
  const MOST = 2e7; // bytes of a file
  const root = the(".mdx-record");
  if (!root) return;
  const { fill, box, act, on } = parts(root);
  /** @type {HTMLTextAreaElement} */
  const code = the("#record-code");
  /** @type {HTMLTextAreaElement} */
  const paste = the("#record-paste");
  /** @type {HTMLInputElement} */
  const files = the("#record-file");
  const lines = all("[data-book]", root).map((line) => (
    { line, id: String(line.dataset.book), hash: String(line.dataset.hash) }
  ));
  const lessons = all("[data-known-lesson]", root).map((item) => String(item.dataset.knownLesson));

  /* 错题本 */
  const show = () => {
    let count = 0;
    lines.forEach(({ line, id }) => {
      const days = courseStore.book(id);
      line.hidden = days === null;
      if (line.hidden) return;
      count += 1;
      the(".mdx-record__days", line).hidden = days === 0;
    });
    fill("book").textContent = count ? `还有 ${count} 题。点题目回到课里重答。` : "现在没有错题。";
  };

  /* The exam's record beside it */
  const drawer = courseStore.drawer("exam");
  const exams = () => {
    const text = drawer.read();
    return (text !== null && courseAttempts.parse(text)) || courseAttempts.blank();
  };
  /** @param {unknown} found */
  const takeExams = (found) => {
    const text = typeof found === "string" ? found : JSON.stringify(found);
    const other = found === undefined || found === null ? null : courseAttempts.parse(text);
    if (!other) return 0;
    const here = drawer.read();
    if (here !== null && !courseAttempts.parse(here)) courseStore.setAside(here);
    drawer.write(JSON.stringify(courseAttempts.merge(exams(), other)));
    return other.past.length;
  };

  /* Import: a record of another device or person is taken in only when asked for. */
  const known = {
    course: courseStore.course,
    lessons,
    questions: new Map(lines.map(({ id, hash }) => [id.split("-").map(Number).join(" "), { id, hash }])),
  };
  /** @type {Understood | null} */
  let waiting = null;
  /** @param {boolean} isAsked */
  const ask = (isAsked) => {
    box("ask").hidden = !isAsked;
  };
  /** @param {string} text */
  const tell = (text) => {
    fill("import").textContent = text;
  };
  /** @param {boolean} replace */
  const finish = (replace) => {
    const found = waiting;
    if (!found) return;
    waiting = null;
    ask(false);
    const isSaved = courseStore.take(found.state, replace);
    const attempts = takeExams(found.exam);
    const texts = Array.isArray(found.texts) ? found.texts.filter((text) => typeof text === "string") : [];
    const strange = found.state.strange.size + texts.filter(courseStore.setAside).length;
    tell(
      `已读入 ${found.state.answers.size} 题的记录` +
        (attempts ? `、${attempts} 次结业自测成绩。` : "。") +
        (strange ? `另有 ${strange} 处这一版读不懂，已原样留着。` : "") +
        (isSaved ? "" : "但是没有存下来，关掉这一页就没有了。"),
    );
  };
  /** @typedef {Record<string, (found: Refused) => string>} Faults */

  /**
   * Whether nothing in a record fits this course, though there is something.
   * @param {Understood} found
   */
  const isForeign = ({ state }) =>
    state.answers.size > 0 &&
    !lines.some(({ id, hash }) => state.answers.get(id)?.h === hash) &&
    !lessons.some((id) => state.done.has(id));
  /**
   * @param {Understood | Refused} found
   * @param {Faults} faults
   */
  const offer = (found, faults) => {
    ask(false);
    if (found.fault !== undefined) {
      tell(faults[found.fault](found));
      return;
    }
    const isOther = typeof found.course === "string" && found.course !== courseStore.course;
    if (isOther || (found.course === undefined && isForeign(found))) {
      tell(faults.course({ fault: "course" }));
      return;
    }
    waiting = found;
    const isMine = courseStore.isMine(found.state);
    if (courseStore.isEmpty() || isMine) {
      finish(!isMine);
      return;
    }
    tell(`读到 ${found.state.answers.size} 题的记录，和本机的不是同一份。是你在别的设备上的记录吗？`);
    ask(true);
  };
  /** @param {string} what */
  const NEWER = (what) => () => `这${what}是更新的版本做的，这一版读不懂。请先换到新版本，再读入。`;
  /** @type {Faults} */
  const FILE_FAULTS = {
    none: () => "读不懂：这个文件不是学习记录，或者不完整。请选从学习记录页导出的文件。",
    big: () => "读不懂：这个文件太大，不会是学习记录。",
    newer: NEWER("个文件"),
    course: () => "这是另一门课的学习记录，没有读入。",
  };
  /** @type {Faults} */
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

  on("export", courseStore.save);
  on("code", () => {
    box("code").hidden = false;
    code.value = encode(courseStore.snapshot(), courseStore.course, courseAttempts.best(exams().past));
    fill("length").textContent = `共 ${code.value.length} 个字符。`;
    code.focus();
    code.select();
  });
  on("copy", () => {
    code.select();
    const said = () => (act("copy").textContent = "已复制");
    if (navigator.clipboard) navigator.clipboard.writeText(code.value).then(said, () => {});
    else if (document.execCommand("copy")) said();
  });
  on("print", () => print());
  files.addEventListener("change", async () => {
    const file = files.files?.[0];
    if (!file) return;
    try {
      offer(file.size <= MOST ? read(await file.text(), MOST) : { fault: "big" }, FILE_FAULTS);
    } catch {
      tell("这个文件打不开，请再选一次。");
    }
    files.value = "";
  });
  on("read", () => offer(find(paste.value, known), CODE_FAULTS));
  on("merge", () => finish(false));
  on("replace", () => finish(true));
  on("cancel", () => {
    waiting = null;
    ask(false);
    tell("没有读入。");
  });

  /* 换人 */
  /** @param {boolean} isAsked */
  const sure = (isAsked) => {
    box("sure").hidden = !isAsked;
    act(isAsked ? "keep" : "clear").focus();
  };
  on("clear", () => sure(true));
  on("keep", () => sure(false));
  on("sure", () => {
    courseStore.clear();
    sure(false);
    box("code").hidden = true;
    fill("cleared").textContent = "记录已清除，可以换人了。";
  });

  fill("noscript").remove();
  fill("folder").hidden = location.protocol !== "file:";
  fill("today").textContent = new Date().toLocaleDateString("zh-CN");
  courseStore.onChange(show);
  show();
})();
