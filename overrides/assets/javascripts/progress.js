/* One trainee's learning record, kept in this browser and nowhere else: courseware.store is its only
   door. What a record is, and how two are merged: record-format.js.

   Reading never writes, and writing never puts less than was there: what other tabs wrote meanwhile
   is merged first, and a text that is no record is moved to a key of its own (…:aside:…) before its
   place is taken. Beside the record are drawers (…:name): the self-examination, drafts. All belong
   to the course of this id, wherever its pages lie: two versions or copies share one record. */
(() => {
  "use strict";
  const COURSE = document.currentScript.dataset.course;
  const KEY = `courseware:${COURSE}:1`;
  const { blank, read, write, merge, isOne, names, named, stampAfter, dayOf, digest } = self.courseRecord;

  const newName = () =>
    [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => (byte % 36).toString(36)).join("");

  let state = blank(newName());
  let problem = "";
  let unread = null; // a stored text that is no record, not yet moved aside
  let lost = null; // what this tab knew before its storage was emptied and begun anew
  const listeners = [];
  const tell = () => listeners.forEach((listener) => listener());
  const isBare = (one) => one.answers.size === 0 && one.done.size === 0;
  const failed = (fault) => {
    problem = fault.name === "QuotaExceededError" || fault.code === 22 ? "full" : "off";
    return false;
  };

  /** A stored text → its state, or null. */
  const understood = (text) => {
    const found = text === null ? {} : read(text);
    unread = found.fault ? text : null;
    if (found.fault) problem = found.fault === "newer" ? "newer" : "damaged";
    return found.state || null;
  };

  /** Keep a text that is not understood under a key of its own. */
  const setAside = (text, key) => {
    const place = `${KEY}:aside:${digest(text).toString(16)}`;
    try {
      localStorage.setItem(place, text);
    } catch (fault) {
      if (!key) throw fault;
      localStorage.removeItem(key); // no room for both
      try {
        localStorage.setItem(place, text);
      } catch (again) {
        localStorage.setItem(key, text);
        throw again;
      }
    }
  };

  const put = () => {
    try {
      if (unread !== null) setAside(unread, KEY);
      unread = null;
      localStorage.setItem(KEY, write(state));
      if (["full", "off", "emptied"].includes(problem)) problem = "";
      return true;
    } catch (fault) {
      return failed(fault);
    }
  };

  /** The stored record becomes this tab's: merged if it is the same person's, else in its place. */
  const join = (found) => {
    if (isOne(state, found)) {
      state = merge(state, found);
      return;
    }
    if (!isBare(state)) {
      const wasSentOff = names(found, "left").includes(state.who);
      problem = wasSentOff ? "person" : "begun";
      lost = wasSentOff ? null : state;
    }
    state = found;
  };

  /** Change the record: what other tabs wrote meanwhile is taken in first. */
  const change = (edit) => {
    try {
      const found = understood(localStorage.getItem(KEY));
      if (found) join(found);
    } catch (fault) {
      failed(fault);
    }
    edit();
    const saved = put();
    tell();
    return saved;
  };

  /** Another tab wrote, or somebody emptied the browser's storage. */
  const takeIn = (text) => {
    if (text === null) {
      if (!isBare(state)) problem = "emptied";
    } else {
      const found = understood(text);
      if (!found) return tell();
      join(found);
      if (write(state) !== write(found)) put();
    }
    tell();
  };

  addEventListener("storage", (event) => {
    if (event.key === KEY) takeIn(event.newValue);
    else if (event.key === null) takeIn(null);
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    try {
      takeIn(localStorage.getItem(KEY));
    } catch (fault) {
      failed(fault);
      tell();
    }
  });

  const keys = (prefix) => {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    } catch {
      return []; // storage is off: nothing is kept
    }
  };
  const unsaved = new Map(); // drawers that the storage did not take
  const forgetDrawers = () => {
    unsaved.clear();
    keys(`${KEY}:`).forEach((key) => localStorage.removeItem(key));
  };

  const highest = (known) => (known ? Math.max(known.t, known.x || 0, ...(known.r || [])) : 0);
  const after = (known) => stampAfter(highest(known), Date.now());

  const store = {
    course: COURSE,
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
        else if (x && r.length < 2 && !r.some((stamp) => dayOf(stamp) === dayOf(t))) r = [...r, t];
        state.answers.set(id, { ...old, h: hash, a: given, k: isRight ? 1 : 0, n, t, x, r });
      });
    },
    /** Take an answer back. */
    reset(id, hash) {
      return change(() => {
        const old = state.answers.get(id);
        const { n, x, r } = old || { n: 0, x: 0, r: [] };
        state.answers.set(id, { ...old, h: hash, a: null, k: -1, n: n + 1, t: after(old), x, r });
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
      return change(() => {
        const old = state.done.get(lesson);
        state.done.set(lesson, { ...old, on, t: after(old) });
      });
    },
    visit(lesson) {
      return change(() => {
        state.last = { ...state.last, id: lesson, t: after(state.last) };
      });
    },
    last: () => (state.last ? state.last.id : ""),
    who: () => state.who,
    isEmpty: () => isBare(state),
    problem: () => problem,
    /** How many entries of the record are not understood, and how many whole texts beside it. */
    strange: () => ({ entries: state.strange.size, texts: keys(`${KEY}:aside:`).length }),
    onChange: (listener) => listeners.push(listener),
    snapshot: () => state,
    text: () => write(state),
    isMine: (other) => isOne(state, other),
    /** Everything of this trainee's, as a file's text: what is not understood, too. */
    file() {
      const texts = keys(`${KEY}:aside:`).map((key) => localStorage.getItem(key));
      const exam = store.drawer("exam").read();
      const more = { course: COURSE };
      if (exam !== null) more.exam = exam;
      if (texts.length) more.texts = texts;
      return write(lost || state, more);
    },
    save() {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([store.file()], { type: "application/json" }));
      link.download = `学习记录-${new Date().toLocaleDateString("sv")}.json`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    },
    /** Take in a record. replace: forget the one that is here. */
    take(other, replace) {
      const mine = isBare(state) ? [] : [state.who];
      if (replace && mine.length) forgetDrawers();
      return change(() => {
        const gone = [...names(state, "left"), ...mine].filter((name) => name !== other.who);
        if (replace) state = named(other, "left", ...gone);
        else if (isOne(state, other)) state = merge(state, other);
        else state = merge(state, named(other, "was", ...mine));
      });
    },
    /** Forget everything; the next trainee gets a record of their own. */
    clear() {
      forgetDrawers();
      lost = null;
      return change(() => {
        if (unread !== null) localStorage.removeItem(KEY);
        unread = null;
        state = named(blank(newName()), "left", ...names(state, "left"), state.who);
        problem = "";
      });
    },
    setAside(text) {
      try {
        setAside(text);
        return true;
      } catch (fault) {
        return failed(fault);
      }
    },
    /** Something else of this trainee's that is kept beside the record, under a name. */
    drawer(name) {
      const key = `${KEY}:${name}`;
      return {
        /** The text; null if there is none. */
        read() {
          if (unsaved.has(key)) return unsaved.get(key);
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
            unsaved.delete(key);
            return true;
          } catch (fault) {
            unsaved.set(key, text);
            failed(fault);
            tell();
            return false;
          }
        },
        /** Another tab changed it: null if it was forgotten with its trainee. */
        onChange(listener) {
          addEventListener("storage", (event) => {
            if (event.key === key) listener(event.newValue);
          });
        },
      };
    },
  };

  try {
    state = understood(localStorage.getItem(KEY)) || state;
  } catch (fault) {
    failed(fault);
  }
  window.courseware = { store };
})();
