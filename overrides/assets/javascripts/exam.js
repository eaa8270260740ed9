/* The page 结业自测: one paper from start to result, its clock, its certificate, the past ones. */
(() => {
  "use strict";
  const root = document.querySelector(".mdx-exam");
  const data = self.courseExam;
  if (!root || !data) return;
  const { exam, element, button } = window.courseware;
  const { blank, parse, paper, renew } = self.courseExamRecord;
  const fill = (name) => root.querySelector(`[data-fill=${name}]`);
  const box = (name) => root.querySelector(`[data-box=${name}]`);
  const act = (name) => root.querySelector(`[data-act=${name}]`);
  const on = (name, run) => act(name).addEventListener("click", run);
  const MINUTE = 6e4;
  const LIMIT = data.minutes * MINUTE;
  const LATEST = 2 * MINUTE; // a device that slept: more than this between two ticks is not counted

  let { record, isDamaged } = exam.read();
  let items = [];
  let indices = [];
  let view = "start";
  let isReviewing = false;
  let shownCertificate = null;

  const say = (text) => {
    fill("said").textContent = text;
  };
  const save = () => exam.write(record);
  const dateOf = (time) => {
    const day = new Date(time);
    return `${day.getFullYear()} 年 ${day.getMonth() + 1} 月 ${day.getDate()} 日`;
  };
  const spentOf = ({ ms, timed }) => {
    const minutes = Math.max(1, Math.round(ms / MINUTE));
    return `${minutes} 分钟${timed ? (ms > LIMIT ? `（计时 ${data.minutes} 分钟，超时）` : `（计时 ${data.minutes} 分钟）`) : "（没有计时）"}`;
  };

  /* Views: each part of the page says in data-view when it is shown. */
  const PARTS = {
    start: ["start", "past"],
    paper: ["paper", "sheet"],
    paused: ["paused"],
    result: ["result", "past"],
  };
  const go = (next, focus) => {
    view = next;
    const parts = [...PARTS[view], ...(view === "result" && isReviewing ? ["sheet"] : [])];
    root.querySelectorAll("[data-view]").forEach((part) => (part.hidden = !parts.includes(part.dataset.view)));
    box("hand-in").hidden = view !== "paper";
    if (view !== "start" && view !== "result") showCertificate(null);
    if (focus) focus.focus();
  };

  /* The paper */
  const lay = () => {
    const { draft } = record;
    const sheet = box("sheet");
    const kept = paper(draft, data);
    indices = kept ? kept.indices : exam.draw(data, draft.seed);
    sheet.replaceChildren();
    let chapter = -1;
    items = indices.map((index, place) => {
      const [, lesson, , markup] = data.questions[index];
      if (data.lessons[lesson][2] !== chapter) {
        chapter = data.lessons[lesson][2];
        sheet.append(element("h2", "", data.chapters[chapter]));
      }
      const item = new exam.Item(markup, place + 1, draft);
      sheet.append(item.form);
      return item;
    });
    const changed = renew(draft, items.map(({ id, hash }) => [id, hash]));
    const numbers = items.filter(({ id }) => changed.includes(id)).map(({ number }) => number);
    if (changed.length) items.forEach((item) => item.show());
    return { changed: numbers, gone: kept ? kept.gone : [] };
  };
  const missing = () => items.filter((item) => !item.isAnswered);
  const showCount = () => {
    fill("answered").textContent = `已答 ${items.length - missing().length}/${items.length}`;
  };
  const answered = () => {
    if (view !== "paper") return;
    items.forEach((item) => {
      if (item.given.some(Boolean)) record.draft.a[item.id] = item.given;
      else delete record.draft.a[item.id];
    });
    save();
    showCount();
  };
  box("sheet").addEventListener("input", answered);

  /* The clock runs while the paper is on the screen. */
  let ticked = 0;
  let kept = 0;
  const showClock = () => {
    const clock = fill("clock");
    const { timed, ms } = record.draft;
    clock.hidden = !timed;
    const left = Math.max(0, Math.ceil((LIMIT - ms) / 1000));
    clock.textContent = left ? `还剩 ${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : "时间到";
  };
  const tick = () => {
    if (view !== "paper") return;
    const now = Date.now();
    const before = LIMIT - record.draft.ms;
    record.draft.ms += Math.min(LATEST, Math.max(0, now - ticked));
    ticked = now;
    const left = LIMIT - record.draft.ms;
    if (record.draft.timed) {
      const passed = (limit) => before > limit && left <= limit;
      if (passed(0)) say("时间到了。可以做完再交，会记为超时。");
      else if (passed(MINUTE)) say("还剩 1 分钟。");
      else if (passed(10 * MINUTE)) say("还剩 10 分钟。");
    }
    showClock();
    if (now - kept >= 1e4) {
      kept = now;
      save();
    }
  };
  setInterval(tick, 1000);
  addEventListener("pagehide", () => {
    if (view === "paper") {
      tick();
      save();
    }
  });

  const run = (focus) => {
    ticked = kept = Date.now();
    showCount();
    showClock();
    asked(false);
    go("paper");
    if (focus) focus();
  };
  const visit = (item) => {
    item.form.scrollIntoView();
    item.order[0].focus({ preventScroll: true });
  };
  const first = () => visit(missing()[0] || items[0]);

  const start = () => {
    const [number] = crypto.getRandomValues(new Uint32Array(1));
    const seed = number.toString(16).padStart(8, "0");
    const timed = root.querySelector("#exam-timed").checked;
    record.draft = { seed, digest: data.digest, t: Date.now(), ms: 0, timed, a: {}, end: 0 };
    lay();
    save();
    isReviewing = false;
    say(`卷子抽好了，共 ${items.length} 题。`);
    run(first);
  };
  const pause = () => {
    tick();
    answered();
    say("");
    go("paused", root.querySelector("#exam-paused"));
  };

  /* Handing in */
  const asked = (isAsked) => {
    act("back").hidden = !isAsked;
    act("submit").textContent = isAsked ? "就这样交卷" : "交卷";
    if (!isAsked) {
      fill("unanswered").textContent = "";
      fill("missing").replaceChildren();
    }
  };
  const ask = () => {
    const left = missing();
    fill("unanswered").textContent = `还有 ${left.length} 题没有答或没有填完，交卷以后算错：`;
    fill("missing").replaceChildren(
      ...left.map((item) => {
        const link = element("a", "", `第 ${item.number} 题`);
        link.href = `#${item.form.id}`;
        link.addEventListener("click", (event) => {
          event.preventDefault();
          visit(item);
        });
        return link;
      }),
    );
    asked(true);
    fill("unanswered").focus();
  };
  const submit = () => {
    tick();
    answered();
    if (missing().length && act("back").hidden) {
      ask();
      return;
    }
    const { draft } = record;
    draft.end = Date.now();
    const result = grade();
    record.past.push({
      seed: draft.seed, t: draft.end, ms: draft.ms, timed: draft.timed, p: result.points, of: result.of,
      r: result.red, ro: result.redOf, ok: result.passed, ver: data.version, pm: data.pass,
    });
    const isSaved = save();
    items.forEach((item) => item.show());
    showPast();
    showResult();
    say(isSaved ? "" : "成绩没有存下来。");
    go("result", root.querySelector("#exam-result"));
  };

  /* The result */
  const grade = () => exam.judge(data, items.map((item, place) => exam.markOf(item, indices[place])));
  const percent = ({ points, of }) => (of ? Math.floor((points / of) * 100) : 0);

  const showResult = () => {
    const result = grade();
    const { draft } = record;
    const redWrong = result.redOf - result.red;
    fill("verdict").textContent = result.passed ? "✓ 通过" : "✕ 未通过";
    fill("verdict").className = `mdx-exam__verdict mdx-exam__verdict--${result.passed ? "right" : "wrong"}`;
    fill("score").textContent =
      `${result.points} 分，满分 ${result.of} 分（${percent(result)}%），及格线 ${data.pass}%。用时 ${spentOf(draft)}。`;
    fill("redline").textContent = redWrong
      ? `红线题错了 ${redWrong} 道：不管总分多少都是未通过。请先补学下面标着红线的课，再做一份。`
      : `红线题 ${result.redOf} 道，全对。`;
    fill("redline").className = redWrong ? "mdx-exam__red" : "";
    fill("chapters").replaceChildren(
      ...result.chapters.flatMap((chapter, index) => {
        if (!chapter.of && !chapter.redOf) return [];
        const row = element("tr");
        const name = element("th", "", data.chapters[index]);
        name.scope = "row";
        const red = chapter.redOf ? `${chapter.red === chapter.redOf ? "✓" : "✕"} ${chapter.red}/${chapter.redOf}` : "—";
        row.append(name, element("td", "", `${chapter.points}/${chapter.of}`), element("td", "", red));
        return [row];
      }),
    );
    showReread();
    act("review").textContent = isReviewing ? "收起题目" : "逐题看";
    act("review").setAttribute("aria-expanded", String(isReviewing));
    showCertificate(result.passed ? [...record.past].reverse().find((one) => one.seed === draft.seed) || null : null);
  };

  /** The lessons of wrong answers, with the sections that the explanations name. */
  const showReread = () => {
    const lessons = new Map();
    items.forEach((item, place) => {
      const [, lesson, , , sections] = data.questions[indices[place]];
      if (exam.markOf(item, indices[place]).isRight) return;
      if (!lessons.has(lesson)) lessons.set(lesson, { items: [], sections: new Map(), isRed: false });
      const found = lessons.get(lesson);
      found.items.push(item);
      found.isRed = found.isRed || item.form.hasAttribute("data-red");
      sections.forEach(([address, title]) => found.sections.set(address, title));
    });
    box("reread").hidden = !lessons.size;
    const link = (address, text) => {
      const made = element("a", "", text);
      made.href = address;
      return made;
    };
    fill("reread").replaceChildren(
      ...[...lessons].sort(([a], [b]) => a - b).map(([lesson, found]) => {
        const [title, address] = data.lessons[lesson];
        const line = element("li");
        line.append(link(address, title));
        if (found.isRed) line.append(" ", element("strong", "mdx-question__red", "红线"));
        [...found.sections].forEach(([where, name], at) => line.append(at ? "、" : "：", link(where, name)));
        line.append(element("span", "mdx-record__place", `错在第 ${found.items.map((item) => item.number).join("、")} 题`));
        return line;
      }),
    );
  };

  /* The certificate: of the paper at hand, or of one passed earlier. */
  const showCertificate = (past) => {
    shownCertificate = past;
    box("certificate").hidden = !past;
    document.documentElement.classList.toggle("mdx-prints-certificate", Boolean(past));
    if (!past) return;
    root.querySelector("#exam-name").value = record.name;
    fill("who").textContent = record.name || "＿＿＿＿＿＿";
    fill("date").textContent = dateOf(past.t);
    fill("points").textContent = `${past.p} 分，满分 ${past.of} 分（及格线 ${past.pm}%）`;
    fill("allred").textContent = `${past.ro} 道，全对`;
    fill("spent").textContent = spentOf(past);
    fill("version").textContent = past.ver || "—";
    fill("paper").textContent = past.seed;
  };
  root.querySelector("#exam-name").addEventListener("input", (event) => {
    record.name = event.target.value.trim().slice(0, 20);
    fill("who").textContent = record.name || "＿＿＿＿＿＿";
    save();
  });
  on("print", () => print());

  /* Past attempts, the latest first */
  const showPast = () => {
    const lines = [...record.past].reverse().map((past) => {
      const line = element("li");
      const time = new Date(past.t).toLocaleString("zh-CN", { dateStyle: "medium", timeStyle: "short" });
      const red = past.r === past.ro ? "红线题全对" : `红线题错 ${past.ro - past.r} 道`;
      line.append(`${time}：${past.p}/${past.of} 分，${red}，`, element("strong", "", past.ok ? "✓ 通过" : "✕ 未通过"), " ");
      const named = (made, what) => {
        made.setAttribute("aria-label", `${what}：${time}`);
        return made;
      };
      if (past.ok) {
        line.append(named(button("证明", () => {
          showCertificate(past);
          root.querySelector("#exam-certificate").focus();
        }), "证明"), " ");
      }
      line.append(named(button("删除", () => remove(past)), "删除"));
      return line;
    });
    fill("past").replaceChildren(...lines);
    root.querySelector("#exam-past").closest("section").classList.toggle("mdx-exam--empty", !lines.length);
  };
  const remove = (past) => {
    exam.remove(past ? [past] : record.past);
    record.past = past ? record.past.filter((one) => one !== past) : [];
    if (shownCertificate && (!past || past === shownCertificate)) showCertificate(null);
    if (!past && record.draft?.end) record.draft = null;
    save();
    say(past ? "已删除这一次。" : "已全部删除。");
    show();
    (act("forget").closest("[hidden], .mdx-exam--empty") ? act("start") : act("forget")).focus();
  };

  /** The course was updated in the middle of a paper: it goes on, and says what became of it. */
  const carryOn = ({ changed, gone }) => {
    const list = (numbers) => `第 ${numbers.join("、")} 题`;
    say(
      "课程更新过，这份卷子接着做，没有改动的题作答都在。" +
        (changed.length ? `${list(changed)}改过了，请重答。` : "") +
        (gone.length ? `原来的${list(gone)}已经撤下，不再算分。` : ""),
    );
    record.draft.digest = data.digest;
    save();
  };

  /** What the record says, on the screen. */
  const show = () => {
    const { draft } = record;
    showPast();
    const isOld = draft && draft.digest !== data.digest;
    items = [];
    if (draft && !(isOld && draft.end)) {
      const found = lay();
      if (isOld) carryOn(found);
    }
    if (draft?.end && !isOld) {
      showResult();
      go("result");
      return;
    }
    const isOpen = items.length > 0;
    box("draft").hidden = !isOpen;
    box("fresh").hidden = isOpen;
    if (isOpen) {
      const clock = record.draft.timed ? `，计时还剩 ${Math.max(0, Math.ceil((LIMIT - record.draft.ms) / MINUTE))} 分钟` : "";
      fill("draft").textContent =
        `有一份没交的卷子：${dateOf(record.draft.t)}开始，${items.length} 题答了 ${items.length - missing().length} 题${clock}。`;
    }
    go("start");
  };

  const drop = (focus) => {
    record.draft = null;
    items = [];
    isReviewing = false;
    box("sheet").replaceChildren();
    save();
    showCertificate(null);
    show();
    focus?.focus();
  };

  on("start", start);
  on("resume", () => run(first));
  on("go", () => run(first));
  on("discard", () => drop(act("start")));
  on("again", () => drop(act("start")));
  on("pause", pause);
  on("submit", submit);
  on("back", () => {
    asked(false);
    first();
  });
  on("review", () => {
    isReviewing = !isReviewing;
    showResult();
    go("result");
  });
  on("forget", () => remove(null));

  exam.onChange((text) => {
    const found = text === null ? blank() : parse(text);
    if (!found) return;
    const isSame = found.draft && record.draft && found.draft.seed === record.draft.seed && !found.draft.end;
    record = found;
    if (view === "paper" && isSame && !document.hasFocus()) {
      items.forEach((item) => {
        item.paper = record.draft;
        item.show();
      });
      showCount();
    } else if (view !== "paper" || !isSame) show();
  });

  fill("noscript").remove();
  if (isDamaged) {
    say("保存在本机的结业自测记录读不懂了，已原样放在一边，没有删除；现在从头记录。");
  }
  show();
})();
