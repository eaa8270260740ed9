// @ts-check
/* The page 结业自测: one paper from start to result, its clock, its certificate, the past ones. */
(() => {
  "use strict";
  const { the, all } = courseDom;
  const desk = courseDesk;
  const { root, data, fill, box, act, on, say, save } = desk;
  if (!root || !data) return;

  /** @typedef {"start" | "paper" | "paused" | "result"} View */
  /** @type {View} */
  let view = "start";
  let isReviewing = false;

  /**
   * Views: each part of the page says in data-view when it is shown.
   * @type {Record<View, string[]>}
   */
  const PARTS = {
    start: ["start", "past"],
    paper: ["paper", "sheet"],
    paused: ["paused"],
    result: ["result", "past"],
  };
  /**
   * @param {View} next
   * @param {HTMLElement} [focus]
   */
  const go = (next, focus) => {
    view = next;
    const parts = [...PARTS[view], ...(view === "result" && isReviewing ? ["sheet"] : [])];
    all("[data-view]", root).forEach((part) => (part.hidden = !parts.includes(String(part.dataset.view))));
    box("hand-in").hidden = view !== "paper";
    if (view !== "start" && view !== "result") courseCertificate.show(null);
    if (focus) focus.focus();
  };

  /* Working on a paper */
  const tick = () => {
    if (view === "paper") courseClock.tick();
  };
  const answered = () => {
    if (view === "paper") courseSheet.answered();
  };
  const run = () => {
    courseSheet.showCount();
    courseClock.start();
    courseSheet.asked(false);
    go("paper");
    courseSheet.first();
  };
  const start = () => {
    const [number] = crypto.getRandomValues(new Uint32Array(1));
    const seed = number.toString(16).padStart(8, "0");
    /** @type {HTMLInputElement} */
    const { checked: timed } = the("#exam-timed", root);
    desk.record.draft = { seed, digest: data.digest, t: Date.now(), ms: 0, timed, a: {}, end: 0 };
    courseSheet.lay();
    save();
    isReviewing = false;
    say(`卷子抽好了，共 ${desk.items.length} 题。`);
    run();
  };
  const pause = () => {
    tick();
    answered();
    say("");
    go("paused", the("#exam-paused", root));
  };
  const submit = () => {
    tick();
    answered();
    if (desk.missing.length && act("back").hidden) {
      courseSheet.ask();
      return;
    }
    const { draft, grade } = desk;
    draft.end = Date.now();
    desk.record.past.push({
      seed: draft.seed, t: draft.end, ms: draft.ms, timed: draft.timed, p: grade.points, of: grade.of,
      r: grade.red, ro: grade.redOf, ok: grade.passed, ver: data.version, pm: data.pass,
    });
    const isSaved = save();
    desk.items.forEach((item) => item.show());
    courseCertificate.list(remove);
    showResult();
    say(isSaved ? "" : "成绩没有存下来。");
    go("result", the("#exam-result", root));
  };

  const showResult = () => {
    courseResult.show();
    act("review").textContent = isReviewing ? "收起题目" : "逐题看";
    act("review").setAttribute("aria-expanded", String(isReviewing));
  };

  /**
   * Forget an attempt.
   * @param {Past | null} past  null: all of them
   */
  const remove = (past) => {
    const { record } = desk;
    coursePaper.remove(past ? [past] : record.past);
    record.past = past ? record.past.filter((one) => one !== past) : [];
    const { shown } = courseCertificate;
    if (shown && (!past || past === shown)) courseCertificate.show(null);
    if (!past && record.draft?.end) record.draft = null;
    save();
    say(past ? "已删除这一次。" : "已全部删除。");
    show();
    (act("forget").closest("[hidden], .mdx-exam--empty") ? act("start") : act("forget")).focus();
  };

  /**
   * The course was updated in the middle of a paper: it goes on, and says what became of it.
   * @param {{changed: number[], gone: number[]}} found
   */
  const carryOn = ({ changed, gone }) => {
    /** @param {number[]} numbers */
    const list = (numbers) => `第 ${numbers.join("、")} 题`;
    say(
      "课程更新过，这份卷子接着做，没有改动的题作答都在。" +
        (changed.length ? `${list(changed)}改过了，请重答。` : "") +
        (gone.length ? `原来的${list(gone)}已经撤下，不再算分。` : ""),
    );
    desk.draft.digest = data.digest;
    save();
  };

  /** What the record says, on the screen. */
  const show = () => {
    const { draft } = desk.record;
    courseCertificate.list(remove);
    const isOld = draft && draft.digest !== data.digest;
    desk.items = [];
    if (draft && !(isOld && draft.end)) {
      const found = courseSheet.lay();
      if (isOld) carryOn(found);
    }
    if (draft?.end && !isOld) {
      showResult();
      go("result");
      return;
    }
    const count = desk.items.length;
    box("draft").hidden = !count;
    box("fresh").hidden = count > 0;
    if (count) {
      const { timed, t } = desk.draft;
      const clock = timed ? `，计时还剩 ${Math.max(0, Math.ceil(courseClock.left() / desk.MINUTE))} 分钟` : "";
      fill("draft").textContent =
        `有一份没交的卷子：${desk.dateOf(t)}开始，${count} 题答了 ${count - desk.missing.length} 题${clock}。`;
    }
    go("start");
  };

  const drop = () => {
    desk.record.draft = null;
    desk.items = [];
    isReviewing = false;
    box("sheet").replaceChildren();
    save();
    courseCertificate.show(null);
    show();
    act("start").focus();
  };

  box("sheet").addEventListener("input", answered);
  setInterval(tick, 1000);
  addEventListener("pagehide", () => {
    tick();
    if (view === "paper") save();
  });
  on("start", start);
  on("resume", run);
  on("go", run);
  on("discard", drop);
  on("again", drop);
  on("pause", pause);
  on("submit", submit);
  on("back", () => {
    courseSheet.asked(false);
    courseSheet.first();
  });
  on("review", () => {
    isReviewing = !isReviewing;
    showResult();
    go("result");
  });
  on("forget", () => remove(null));
  on("print", () => print());
  /** @type {HTMLInputElement} */
  const name = the("#exam-name", root);
  name.addEventListener("input", () => courseCertificate.rename(name.value));

  coursePaper.onChange((text) => {
    const found = text === null ? courseAttempts.blank() : courseAttempts.parse(text);
    if (!found) return;
    const { record } = desk;
    const isSame = found.draft && record.draft && found.draft.seed === record.draft.seed && !found.draft.end;
    desk.record = found;
    if (view === "paper" && isSame && !document.hasFocus()) {
      desk.items.forEach((item) => {
        item.draft = desk.draft;
        item.show();
      });
      courseSheet.showCount();
    } else if (view !== "paper" || !isSame) show();
  });

  fill("noscript").remove();
  if (desk.isDamaged) {
    say("保存在本机的结业自测记录读不懂了，已原样放在一边，没有删除；现在从头记录。");
  }
  show();
})();
