// @ts-check
/* One trainee's learning record, kept in this browser and nowhere else: courseStore is its only
   door. What a record is, and how two are merged: format.js.

   Reading never writes, and writing never puts less than was there: what other tabs wrote meanwhile
   is merged first, and a text that is no record is moved to a key of its own before its place is
   taken. All belongs to the course of this id, wherever its pages lie: two versions or copies share
   one record. */
const courseStore = (() => {
  "use strict";
  const { COURSE } = coursePlace;
  const storage = courseStorage;
  const { KEY, failed, tell } = storage;
  const { stampAfter, dayOf } = courseStamps;
  const { blank, read, write, merge, isOne, names, named } = courseRecord;

  const newName = () =>
    [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => (byte % 36).toString(36)).join("");

  let state = blank(newName());
  /** @type {string | null} */
  let unread = null; // a stored text that is no record, not yet moved aside
  /** @type {LearningRecord | null} */
  let lost = null; // what this tab knew before its storage was emptied and begun anew
  /** @param {LearningRecord} one */
  const isBare = (one) => one.answers.size === 0 && one.done.size === 0;
  /**
   * A stored text → its state, or null.
   * @param {string | null} text
   */
  const understood = (text) => {
    const { state: found, fault } = text === null ? { state: null } : read(text);
    unread = fault ? text : null;
    if (fault) storage.problem = fault === "newer" ? "newer" : "damaged";
    return found || null;
  };

  const put = () => {
    try {
      if (unread !== null) storage.setAside(unread, KEY);
      unread = null;
      localStorage.setItem(KEY, write(state));
      if (["full", "off", "emptied"].includes(storage.problem)) storage.problem = "";
      return true;
    } catch (fault) {
      return failed(fault);
    }
  };

  /**
   * The stored record becomes this tab's: merged if it is the same person's, else in its place.
   * @param {LearningRecord} found
   */
  const join = (found) => {
    if (isOne(state, found)) {
      state = merge(state, found);
      return;
    }
    if (!isBare(state)) {
      const wasSentOff = names(found, "left").includes(state.who);
      storage.problem = wasSentOff ? "person" : "begun";
      lost = wasSentOff ? null : state;
    }
    state = found;
  };

  /**
   * Change the record: what other tabs wrote meanwhile is taken in first.
   * @param {() => void} edit
   */
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

  /**
   * Another tab wrote, or somebody emptied the browser's storage.
   * @param {string | null} text
   */
  const takeIn = (text) => {
    if (text === null) {
      if (!isBare(state)) storage.problem = "emptied";
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

  /** @param {{t: number, x?: number, r?: number[]} | null | undefined} known */
  const highest = (known) => (known ? Math.max(known.t, known.x || 0, ...(known.r || [])) : 0);
  /** @param {{t: number, x?: number, r?: number[]} | null | undefined} known */
  const after = (known) => stampAfter(highest(known), Date.now());

  /** @type {{n: number, x: number, r: number[]}} */
  const NEW = { n: 0, x: 0, r: [] };

  const store = {
    course: COURSE,
    /**
     * What is known of a question in this wording; null if nothing is.
     * @param {string} id
     * @param {string} hash
     */
    answer(id, hash) {
      const found = state.answers.get(id);
      return found && found.h === hash ? found : null;
    },
    /**
     * Whether an earlier wording of the question was answered.
     * @param {string} id
     * @param {string} hash
     */
    isOutdated(id, hash) {
      const found = state.answers.get(id);
      return Boolean(found && found.h !== hash && found.k >= 0);
    },
    /**
     * Keep an answer; false if it could not be saved.
     * @param {string} id
     * @param {string} hash
     * @param {string[]} given
     * @param {boolean} isRight
     */
    keep(id, hash, given, isRight) {
      return change(() => {
        const old = state.answers.get(id);
        const t = after(old);
        let { n, x, r } = old || NEW;
        if (!isRight) [x, r] = [t, []];
        else if (x && r.length < 2 && !r.some((stamp) => dayOf(stamp) === dayOf(t))) r = [...r, t];
        state.answers.set(id, { ...old, h: hash, a: given, k: isRight ? 1 : 0, n, t, x, r });
      });
    },
    /**
     * Take an answer back.
     * @param {string} id
     * @param {string} hash
     */
    reset(id, hash) {
      return change(() => {
        const old = state.answers.get(id);
        const { n, x, r } = old || NEW;
        state.answers.set(id, { ...old, h: hash, a: null, k: -1, n: n + 1, t: after(old), x, r });
      });
    },
    /**
     * On how many days a question of the 错题本 was right again (0 or 1); null: not in it.
     * Whatever became of its wording: what was wrong once stays until it is right twice.
     * @param {string} id
     */
    book(id) {
      const found = state.answers.get(id);
      return found && found.x && found.r.length < 2 ? found.r.length : null;
    },
    /** @param {string} lesson */
    isDone: (lesson) => Boolean(state.done.get(lesson)?.on),
    /** @param {string} lesson */
    wasMarked: (lesson) => state.done.has(lesson),
    /**
     * @param {string} lesson
     * @param {boolean} on
     */
    mark(lesson, on) {
      return change(() => {
        const old = state.done.get(lesson);
        state.done.set(lesson, { ...old, on, t: after(old) });
      });
    },
    /** @param {string} lesson */
    visit(lesson) {
      return change(() => {
        state.last = { ...state.last, id: lesson, t: after(state.last) };
      });
    },
    last: () => (state.last ? state.last.id : ""),
    who: () => state.who,
    isEmpty: () => isBare(state),
    problem: () => storage.problem,
    /** How many entries of the record are not understood, and how many whole texts beside it. */
    strange: () => ({ entries: state.strange.size, texts: storage.beside("aside:").length }),
    onChange: storage.onChange,
    drawer: storage.drawer,
    snapshot: () => state,
    text: () => write(state),
    /** @param {LearningRecord} other */
    isMine: (other) => isOne(state, other),
    /** Everything of this trainee's, as a file's text: what is not understood, too. */
    file() {
      const texts = storage.beside("aside:").map((key) => localStorage.getItem(key));
      const exam = storage.drawer("exam").read();
      /** @type {Record<string, unknown>} */
      const more = { course: COURSE };
      if (exam !== null) more.exam = exam;
      if (texts.length) more.texts = texts;
      return write(lost || state, more);
    },
    save() {
      const link = courseDom.link("", URL.createObjectURL(new Blob([store.file()], { type: "application/json" })));
      link.download = `学习记录-${new Date().toLocaleDateString("sv")}.json`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    },
    /**
     * Take in a record. replace: forget the one that is here.
     * @param {LearningRecord} other
     * @param {boolean} replace
     */
    take(other, replace) {
      const mine = isBare(state) ? [] : [state.who];
      if (replace && mine.length) storage.forgetDrawers();
      return change(() => {
        const gone = [...names(state, "left"), ...mine].filter((name) => name !== other.who);
        if (replace) state = named(other, "left", ...gone);
        else if (isOne(state, other)) state = merge(state, other);
        else state = merge(state, named(other, "was", ...mine));
      });
    },
    /** Forget everything; the next trainee gets a record of their own. */
    clear() {
      storage.forgetDrawers();
      lost = null;
      return change(() => {
        if (unread !== null) localStorage.removeItem(KEY);
        unread = null;
        state = named(blank(newName()), "left", ...names(state, "left"), state.who);
        storage.problem = "";
      });
    },
    /** @param {string} text */
    setAside(text) {
      try {
        storage.setAside(text);
        return true;
      } catch (fault) {
        return failed(fault);
      }
    },
  };

  try {
    state = understood(localStorage.getItem(KEY)) || state;
  } catch (fault) {
    failed(fault);
  }
  return store;
})();
