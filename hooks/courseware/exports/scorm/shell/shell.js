// @ts-check
/* The page that a learning platform opens: shows the course in a frame, reads the learning record
   that the course keeps in this browser, and reports it. The course's pages know nothing of it. */
(() => {
  "use strict";
  const course = self.courseOutline;
  const { pack, unpack } = courseSuspend;
  /** @type {any} */
  const frame = document.getElementById("course");
  /** @type {any} */
  const notice = document.getElementById("notice");
  const KEY = `courseware:${course.course}:1`;
  const ROOT = new URL("../", location.href);
  const EVERY = 2000; // ms between looks at the record and the page
  const PATIENCE = 3000; // ms from a change to its commit

  /** @param {string} text */
  const tell = (text) => {
    notice.textContent = text;
    notice.hidden = !text;
  };

  /* The platform's interface: in a frame around this page, or in the window that opened it. */
  const is12 = course.scorm === "1.2";
  const NAME = is12 ? "API" : "API_1484_11";
  /** @param {any} start */
  const around = (start) => {
    for (let here = start, hops = 0; here && hops < 50; here = here.parent === here ? null : here.parent, hops += 1) {
      try {
        if (here[NAME]) return here[NAME];
      } catch {
        return null; // another origin
      }
    }
    return null;
  };
  const api = around(window) || (window.top?.opener && around(window.top.opener));
  /**
   * @param {string} name12
   * @param {string} name2004
   * @param {string[]} values
   */
  const call = (name12, name2004, ...values) => (api ? String(api[is12 ? name12 : name2004](...values)) : "");
  /**
   * @param {string} name12
   * @param {string} name2004
   */
  const get = (name12, name2004) => call("LMSGetValue", "GetValue", is12 ? name12 : name2004);
  /**
   * @param {string} name12
   * @param {string} name2004
   * @param {string | number} value
   */
  const set = (name12, name2004, value) => {
    const name = is12 ? name12 : name2004;
    if (name) call("LMSSetValue", "SetValue", name, String(value));
  };

  /* The record in this browser */
  const stored = () => {
    try {
      return localStorage.getItem(KEY) || "";
    } catch {
      return "";
    }
  };
  /**
   * @param {string} text
   * @returns {any}
   */
  const parsed = (text) => {
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  };
  /**
   * Whoever learned here before is forgotten; the platform's own record takes its place.
   * @param {string} suspended
   */
  const restore = (suspended) => {
    try {
      const before = parsed(stored());
      const left = before && typeof before.who === "string" ? [before.who] : [];
      Object.keys(localStorage).filter((key) => key === KEY || key.startsWith(`${KEY}:`)).forEach((key) => localStorage.removeItem(key));
      const record = suspended ? unpack(suspended, course) : null;
      if (record) localStorage.setItem(KEY, JSON.stringify({ ...record, left: left.filter((who) => who !== record.who) }));
      else if (suspended) tell("学习平台存的进度读不出来，只能从头记录。");
    } catch {
      tell("这个浏览器不让课程保存数据，成绩报不到学习平台。请换一个浏览器，或允许本站保存数据。");
    }
  };

  /* What is reported */
  const page = () => {
    try {
      const { href } = frame.contentWindow.location;
      const name = href.startsWith(ROOT.href) ? decodeURI(href.slice(ROOT.href.length)).replace(/[?#].*$/, "") : "";
      return course.pages.includes(name) ? name : "";
    } catch {
      return "";
    }
  };
  /** @param {StoredRecord} record */
  const measure = (record) => {
    const ids = Object.entries(course.questions);
    const right = ids.filter(([id, [hash]]) => record.answers[id]?.h === hash && record.answers[id].k === 1).length;
    const done = course.lessons.filter((id) => record.done[id]?.on).length;
    const score = ids.length ? Math.floor((right / ids.length) * 100) : 0;
    const isComplete = done === course.lessons.length;
    return { score, progress: course.lessons.length ? done / course.lessons.length : 0, isComplete, isPassed: isComplete && score >= course.pass };
  };

  const began = Date.now();
  /** @param {number} number */
  const two = (number) => String(number).padStart(2, "0");
  const sessionTime = () => {
    const seconds = Math.floor((Date.now() - began) / 1000);
    const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    return is12 ? `${String(h).padStart(4, "0")}:${two(m)}:${two(s)}` : `PT${h}H${m}M${s}S`;
  };

  let known = "";
  let where = "";
  let wasPassed = false;
  const report = () => {
    const record = parsed(known);
    if (record && record.v === 1 && record.answers && record.done) {
      const { score, progress, isComplete, isPassed } = measure(record);
      wasPassed = wasPassed || isPassed;
      set("cmi.core.score.min", "cmi.score.min", 0);
      set("cmi.core.score.max", "cmi.score.max", 100);
      set("cmi.core.score.raw", "cmi.score.raw", score);
      set("", "cmi.score.scaled", score / 100);
      set("", "cmi.progress_measure", Math.round(progress * 100) / 100);
      if (is12) set("cmi.core.lesson_status", "", wasPassed ? "passed" : isComplete ? "completed" : "incomplete");
      else {
        set("", "cmi.completion_status", wasPassed || isComplete ? "completed" : "incomplete");
        if (wasPassed) set("", "cmi.success_status", "passed");
      }
      set("cmi.suspend_data", "cmi.suspend_data", pack(record, course));
    }
    if (where) set("cmi.core.lesson_location", "cmi.location", where);
    set("cmi.core.exit", "cmi.exit", "suspend");
    set("cmi.core.session_time", "cmi.session_time", sessionTime());
    call("LMSCommit", "Commit", "");
  };

  let waiting = 0;
  const look = () => {
    const now = stored();
    const here = page() || where;
    if (now === known && here === where) return;
    known = now;
    where = here;
    clearTimeout(waiting);
    waiting = setTimeout(report, PATIENCE);
  };

  let isOver = false;
  const finish = () => {
    if (isOver || !api) return;
    isOver = true;
    known = stored() || known;
    where = page() || where;
    clearTimeout(waiting);
    report();
    call("LMSFinish", "Terminate", "");
  };

  let from = "index.html";
  if (api) {
    call("LMSInitialize", "Initialize", "");
    restore(get("cmi.suspend_data", "cmi.suspend_data"));
    const last = get("cmi.core.lesson_location", "cmi.location");
    if (course.pages.includes(last)) from = last;
    wasPassed = get("cmi.core.lesson_status", "cmi.success_status") === "passed";
    if (!wasPassed) set("cmi.core.lesson_status", "cmi.completion_status", "incomplete");
  } else tell("没有找到学习平台的接口：课程照常能学，进度只存在这个浏览器里，成绩不会上报。");

  frame.src = new URL(from, ROOT).href;
  frame.addEventListener("load", look);
  addEventListener("storage", look);
  setInterval(look, EVERY);
  addEventListener("pagehide", finish);
  addEventListener("beforeunload", finish);
})();
