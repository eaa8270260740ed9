/* One trainee's learning record, kept in this browser and nowhere else.

   courseware.store is its only door. A record of an answer:
     h  fingerprint of the question that was answered    a  what was given (null: not known)
     k  1 right, 0 wrong, -1 taken back                  n  how often it was taken back
     t  when (ms)      x  when it was last wrong (0: never)
     r  when it was right after that, once a day; two days clear it from the 错题本
   Merging two records of a question: the later answer; the later x; of both r what is after x,
   of each day the last. So merging in any order, any number of times, gives the same. */
(() => {
  "use strict";
  const KEY = `courseware:${document.currentScript.dataset.course}:1`;
  const ID = /^[\w.-]{1,40}$/;
  const HASH = /^[0-9a-f]{8}$/;
  const WHO = /^[0-9a-z]{8}$/;
  const MOST = { text: 200, given: 30, entries: 3000, file: 2e6 };
  const DAY = 864e5;

  const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  const isTime = (value) => Number.isInteger(value) && value >= 0 && value < Date.now() + DAY;
  const dayOf = (time) => new Date(time).toDateString();

  const newName = () =>
    [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => (byte % 36).toString(36)).join("");

  const blank = () => ({ who: newName(), answers: new Map(), done: new Map(), last: null });

  const isGiven = (value) =>
    value === null ||
    (Array.isArray(value) &&
      value.length <= MOST.given &&
      value.every((text) => typeof text === "string" && text.length <= MOST.text));

  const isAnswer = (value) =>
    isObject(value) &&
    HASH.test(value.h) &&
    isGiven(value.a) &&
    [1, 0, -1].includes(value.k) &&
    Number.isInteger(value.n) && value.n >= 0 &&
    isTime(value.t) &&
    isTime(value.x) &&
    Array.isArray(value.r) && value.r.length <= MOST.given && value.r.every(isTime);

  const isMark = (value) => isObject(value) && typeof value.on === "boolean" && isTime(value.t);

  /** The entries of a stored object that are what they should be; counts the others. */
  const entries = (object, isValid, pick, count) => {
    const kept = new Map();
    for (const [id, value] of Object.entries(isObject(object) ? object : {})) {
      if (kept.size < MOST.entries && ID.test(id) && isValid(value)) kept.set(id, pick(value));
      else count.dropped += 1;
    }
    return kept;
  };

  /** Text → { state, dropped }, or null where it is no record at all. */
  const parse = (text) => {
    let raw;
    try {
      raw = text.length <= MOST.file ? JSON.parse(text) : null;
    } catch {
      return null;
    }
    if (!isObject(raw) || raw.v !== 1 || !WHO.test(raw.who)) return null;
    const count = { dropped: 0 };
    const state = {
      who: raw.who,
      answers: entries(raw.answers, isAnswer, ({ h, a, k, n, t, x, r }) => ({ h, a, k, n, t, x, r }), count),
      done: entries(raw.done, isMark, ({ on, t }) => ({ on, t }), count),
      last: null,
    };
    const last = raw.last;
    if (isObject(last) && ID.test(last.id) && isTime(last.t)) state.last = { id: last.id, t: last.t };
    return { state, dropped: count.dropped };
  };

  const sorted = (map) => Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));

  const write = (state) =>
    JSON.stringify({
      v: 1,
      who: state.who,
      answers: sorted(state.answers),
      done: sorted(state.done),
      last: state.last,
    });

  const later = (a, b) => {
    if (!a || !b) return a || b;
    if (a.t !== b.t) return a.t > b.t ? a : b;
    return JSON.stringify(a) >= JSON.stringify(b) ? a : b;
  };

  const mergeAnswers = (a, b) => {
    if (!a || !b) return a || b;
    const x = Math.max(a.x, b.x);
    const days = new Map();
    for (const time of [...a.r, ...b.r].sort((one, two) => one - two)) {
      if (time > x) days.set(dayOf(time), time);
    }
    const r = [...days.values()].slice(-MOST.given);
    return later({ ...a, x, r }, { ...b, x, r });
  };

  const mergeMaps = (a, b, merge) => {
    const all = new Map(a);
    for (const [id, value] of b) all.set(id, merge(all.get(id), value));
    return all;
  };

  const merge = (a, b) => ({
    who: a.who,
    answers: mergeMaps(a.answers, b.answers, mergeAnswers),
    done: mergeMaps(a.done, b.done, later),
    last: later(a.last, b.last),
  });

  let state = blank();
  let problem = "";
  const listeners = [];
  const tell = () => listeners.forEach((listener) => listener());

  const stored = () => {
    const text = localStorage.getItem(KEY);
    return text === null ? null : parse(text) || "damaged";
  };

  const put = () => {
    try {
      localStorage.setItem(KEY, write(state));
      if (problem === "full" || problem === "off") problem = "";
      return true;
    } catch (fault) {
      problem = fault.name === "QuotaExceededError" ? "full" : "off";
      return false;
    }
  };

  const start = () => {
    try {
      const found = stored();
      if (found === "damaged") problem = "damaged";
      else if (found) {
        state = found.state;
        if (found.dropped) problem = "part";
      }
      if (found === "damaged" || (found && found.dropped)) put();
    } catch {
      problem = "off";
    }
  };

  /** Two trainees' records are never mixed: the stored one replaces this tab's. */
  const become = (other) => {
    if (!store.isEmpty()) problem = "person";
    state = other;
  };

  /** Change the record: what other tabs wrote meanwhile is taken in first. */
  const change = (edit) => {
    try {
      const found = stored();
      if (found && found !== "damaged") {
        if (found.state.who === state.who) state = merge(state, found.state);
        else become(found.state);
      }
    } catch {
      problem = "off";
    }
    edit();
    const saved = put();
    tell();
    return saved;
  };

  /** Another tab wrote, or somebody emptied the browser's storage. */
  const takeIn = (text) => {
    const found = text === null ? null : parse(text);
    if (text !== null && !found) return;
    if (!found || found.state.who !== state.who) {
      become(found ? found.state : blank());
    } else {
      const merged = merge(state, found.state);
      state = merged;
      if (write(merged) !== write(found.state)) put();
    }
    tell();
  };

  addEventListener("storage", (event) => {
    if (event.key === KEY) takeIn(event.newValue);
    else if (event.key === null) takeIn(null);
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) takeIn(localStorage.getItem(KEY));
  });

  const forgetDrawers = () => {
    try {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(`${KEY}:`));
      keys.forEach((key) => localStorage.removeItem(key));
    } catch {
      /* storage is off: nothing is kept */
    }
  };

  const after = (old) => Math.max(Date.now(), old ? old.t + 1 : 0);

  const store = {
    /** What is known of a question in this wording; null if nothing is. */
    answer(id, hash) {
      const found = state.answers.get(id);
      return found && found.h === hash ? found : null;
    },
    /** Whether an earlier wording of the question was answered. */
    isOutdated(id, hash) {
      const found = state.answers.get(id);
      return Boolean(found && found.h !== hash && found.k >= 0);
    },
    /** Keep an answer; false if it could not be saved. */
    keep(id, hash, given, isRight) {
      return change(() => {
        const old = state.answers.get(id);
        const t = after(old);
        let { n, x, r } = old || { n: 0, x: 0, r: [] };
        if (!isRight) [x, r] = [t, []];
        else if (x && r.length < 2 && !r.some((time) => dayOf(time) === dayOf(t))) r = [...r, t];
        state.answers.set(id, { h: hash, a: given, k: isRight ? 1 : 0, n, t, x, r });
      });
    },
    /** Take an answer back. */
    reset(id, hash) {
      return change(() => {
        const old = state.answers.get(id);
        const { n, x, r } = old || { n: 0, x: 0, r: [] };
        state.answers.set(id, { h: hash, a: null, k: -1, n: n + 1, t: after(old), x, r });
      });
    },
    /** On how many days a question of the 错题本 was right again (0 or 1); null: not in it.
        Whatever became of its wording: what was wrong once stays until it is right twice. */
    book(id) {
      const found = state.answers.get(id);
      return found && found.x && found.r.length < 2 ? found.r.length : null;
    },
    isDone: (lesson) => Boolean(state.done.get(lesson)?.on),
    wasMarked: (lesson) => state.done.has(lesson),
    mark(lesson, on) {
      return change(() => state.done.set(lesson, { on, t: after(state.done.get(lesson)) }));
    },
    visit(lesson) {
      return change(() => {
        state.last = { id: lesson, t: after(state.last) };
      });
    },
    last: () => (state.last ? state.last.id : ""),
    who: () => state.who,
    isEmpty: () => state.answers.size === 0 && state.done.size === 0,
    problem: () => problem,
    onChange: (listener) => listeners.push(listener),
    snapshot: () => state,
    text: () => write(state),
    parse,
    /** Take in a record. replace: forget the one that is here. */
    take(other, replace) {
      if (replace && !store.isEmpty()) forgetDrawers();
      return change(() => {
        state = replace ? other : { ...merge(state, other), who: other.who };
      });
    },
    /** Forget everything; the next trainee gets a record of their own. */
    clear() {
      forgetDrawers();
      return change(() => {
        state = blank();
        problem = "";
      });
    },
    /** Something else of this trainee's that is kept beside the record, under a name. */
    drawer(name) {
      const key = `${KEY}:${name}`;
      return {
        /** The text; null if there is none. */
        read() {
          try {
            return localStorage.getItem(key);
          } catch {
            return null;
          }
        },
        /** Keep a text; false, and the page says why, if it could not be saved. */
        write(text) {
          try {
            localStorage.setItem(key, text);
            return true;
          } catch (fault) {
            problem = fault.name === "QuotaExceededError" ? "full" : "off";
            tell();
            return false;
          }
        },
        /** Another tab changed it: null if it is gone. */
        onChange(listener) {
          addEventListener("storage", (event) => {
            if (event.key === key) listener(event.newValue);
            else if (event.key === null) listener(null);
          });
        },
      };
    },
  };

  const TEXTS = {
    off: "这个浏览器不让网页保存数据。题目照样能做，关掉页面后记录就没有了。",
    full: "浏览器的存储空间满了，新的作答没有存下来。请在学习记录页导出一份，再清理空间。",
    damaged: "保存在本机的学习记录已经损坏，只能重新开始记录。",
    part: "保存在本机的学习记录有一部分损坏，坏的部分已丢弃。",
    person: "另一个窗口换了人或清除了记录，这里已换成现在的记录。",
  };

  const notice = document.createElement("p");
  notice.className = "mdx-notice";
  notice.setAttribute("role", "status");
  const say = () => {
    const text = TEXTS[problem] || "";
    if (notice.textContent !== text) notice.textContent = text;
    notice.hidden = !text;
  };

  start();
  listeners.push(say);
  window.courseware = { store };
  const host = document.querySelector(".mdx-article");
  if (host) host.prepend(notice);
  say();
})();
