/* What a learning record is, as text and in memory; how two become one. Pure: no browser, no clock.

   A stored record: {v: 1, who, answers, done, last} and, where there is any, aside and rest.
   An answer, by the question's id:
     h  fingerprint of the question that was answered    a  what was given (null: not known)
     k  1 right, 0 wrong, -1 taken back                  n  how often it was taken back
     t  its stamp                                        x  stamp of when it was last wrong (0: never)
     r  stamps of when it was right after that, once a day; two days clear it from the 错题本
   A stamp says which of two answers is later: round × 10^13 + the device's own time (ms). The round
   is 0 and the device's time decides, until a clock stands before an answer that it knows: then the
   next round begins, so that an answer given later on a record wins however wrong its clock. Stamps
   below EARLIEST stand for an answer whose time nobody knows (a short code KC1): they yield to others.

   Merging two records of a question: the later answer; the later x; of both r what is after x, of
   each day the last. So merging in any order, any number of times, gives the same. Entries that
   are not what they should be (of a later version, damaged) stay where they are, and in `aside`
   where an own one needs their place; fields nobody here knows stay, too. */
(() => {
  "use strict";
  const ID = /^[\w.-]{1,40}$/;
  const HASH = /^[0-9a-f]{8}$/;
  const WHO = /^[0-9a-z]{8}$/;
  const MOST = { text: 200, given: 30, stored: 2e6, names: 20 };
  const ROUND = 1e13;
  const LIMIT = 9e15;
  const EARLIEST = 1e11; // 1973: no clock of a browser stands before it
  const SECOND = 1000;
  const NEAR = 36e5; // clocks this far apart are in one round
  const OWN = ["v", "who", "answers", "done", "last", "aside", "course", "exam", "texts"];

  const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  const fits = (pattern, value) => typeof value === "string" && pattern.test(value);
  const isStamp = (value) => Number.isInteger(value) && value >= 0 && value < LIMIT;
  const timeOf = (stamp) => stamp % ROUND;
  const dayOf = (stamp) => new Date(timeOf(stamp)).toDateString();

  /** The stamp of what happens now, after all that is known (a stamp; 0: nothing). */
  const stampAfter = (known, now) => {
    const time = Math.min(Math.max(Math.floor(now), EARLIEST), ROUND - 1);
    const own = known - timeOf(known) + time;
    const second = Math.floor(known / SECOND) * SECOND;
    if (own >= second + SECOND) return own; // codes carry whole seconds
    if (known - own < NEAR || own + ROUND >= LIMIT) return second + SECOND;
    return own + ROUND;
  };

  const isGiven = (value) =>
    value === null ||
    (Array.isArray(value) &&
      value.length <= MOST.given &&
      value.every((text) => typeof text === "string" && text.length <= MOST.text));
  const isAnswer = (value) =>
    isObject(value) &&
    fits(HASH, value.h) &&
    isGiven(value.a) &&
    [1, 0, -1].includes(value.k) &&
    Number.isInteger(value.n) && value.n >= 0 &&
    isStamp(value.t) &&
    isStamp(value.x) &&
    Array.isArray(value.r) && value.r.length <= MOST.given && value.r.every(isStamp);
  const isMark = (value) => isObject(value) && typeof value.on === "boolean" && isStamp(value.t);
  const isPlace = (value) => isObject(value) && fits(ID, value.id) && isStamp(value.t);

  const KINDS = { answers: isAnswer, done: isMark, last: isPlace };
  const blank = (who) => ({
    who, answers: new Map(), done: new Map(), last: null, strange: new Map(), rest: new Map(),
  });

  const textOf = (value) => JSON.stringify(value) || "";
  const greater = (a, b) => (textOf(a) >= textOf(b) ? a : b);
  const later = (a, b) => {
    if (!a || !b) return a || b;
    if (a.t !== b.t) return a.t > b.t ? a : b;
    if (!a.a !== !b.a) return a.a ? a : b; // the same answer, from a code and from a file
    return greater(a, b);
  };

  const mergeAnswers = (a, b) => {
    if (!a || !b) return a || b;
    const x = Math.max(a.x, b.x);
    const days = new Map();
    for (const stamp of [...a.r, ...b.r].sort((one, two) => one - two)) {
      if (stamp > x) days.set(dayOf(stamp), stamp);
    }
    const r = [...days.values()].sort((one, two) => one - two).slice(-MOST.given);
    return later({ ...a, x, r }, { ...b, x, r });
  };

  const MERGES = { answers: mergeAnswers, done: later, last: later };
  const put = (state, kind, id, value) => {
    if (kind === "last") state.last = later(state.last, value);
    else state[kind].set(id, MERGES[kind](state[kind].get(id), value));
  };

  /** Take in the entries of a stored object; what is not understood is kept under kind and id. */
  const takeIn = (state, kind, object) => {
    if (object === undefined || object === null) return;
    const entries = isObject(object) ? Object.entries(object) : [["", object]];
    for (const [id, value] of entries) {
      if (fits(ID, id) && KINDS[kind](value)) put(state, kind, id, value);
      else state.strange.set(`${kind} ${id}`, [kind, id, value]);
    }
  };

  /** Text, of at most so many signs → {state, course, exam, texts} or {fault}: "big", "none" (no record), "newer". */
  const read = (text, most = MOST.stored) => {
    let raw;
    if (text.length > most) return { fault: "big" };
    try {
      raw = JSON.parse(text);
      JSON.stringify([[[[raw]]]]); // nested too deep to be written again: no record
    } catch {
      return { fault: "none" };
    }
    if (isObject(raw) && Number.isInteger(raw.v) && raw.v > 1) return { fault: "newer" };
    if (!isObject(raw) || raw.v !== 1 || !fits(WHO, raw.who)) return { fault: "none" };
    const state = blank(raw.who);
    const aside = isObject(raw.aside) ? raw.aside : {};
    for (const kind of Object.keys(KINDS)) {
      const isOne = kind === "last" && raw.last !== undefined && raw.last !== null;
      takeIn(state, kind, isOne ? { last: raw.last } : raw[kind]);
      takeIn(state, kind, aside[kind]);
    }
    for (const [name, value] of Object.entries(raw)) {
      if (!OWN.includes(name)) state.rest.set(name, value);
    }
    return { state, course: raw.course, exam: raw.exam, texts: raw.texts };
  };

  const sorted = (map) => Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));

  /** State → text; `more` are further fields of a file. */
  const write = (state, more) => {
    const all = { answers: new Map(state.answers), done: new Map(state.done), last: new Map() };
    const aside = {};
    for (const [kind, id, value] of Object.values(sorted(state.strange))) {
      if (id && kind !== "last" && !all[kind].has(id)) all[kind].set(id, value);
      else aside[kind] = new Map(aside[kind]).set(id, value);
    }
    const kept = Object.entries(aside).map(([kind, map]) => [kind, sorted(map)]);
    return JSON.stringify({
      v: 1,
      who: state.who,
      answers: sorted(all.answers),
      done: sorted(all.done),
      last: state.last,
      ...(kept.length ? { aside: Object.fromEntries(kept) } : {}),
      ...sorted(state.rest),
      ...more,
    });
  };

  /** Names that a record had before it was merged (was), or that left this device (left). */
  const names = (state, field) => {
    const list = state.rest.get(field);
    return Array.isArray(list) ? list.filter((name) => fits(WHO, name)) : [];
  };
  const named = (state, field, ...more) => {
    const all = [...new Set([...names(state, field), ...more])].slice(-MOST.names);
    return all.length ? { ...state, rest: new Map(state.rest).set(field, all) } : state;
  };
  /** Whether both are one person's: that was said when they were merged. */
  const isOne = (a, b) =>
    a.who === b.who || names(a, "was").includes(b.who) || names(b, "was").includes(a.who);

  /** One record of two of the same person's. */
  const merge = (a, b) => {
    const made = blank(a.who);
    if (a.who !== b.who) {
      const [isA, isB] = [names(a, "was").includes(b.who), names(b, "was").includes(a.who)];
      made.who = isA === isB ? [a.who, b.who].sort()[0] : isA ? a.who : b.who;
    }
    for (const one of [a, b]) {
      for (const [id, value] of one.answers) put(made, "answers", id, value);
      for (const [id, value] of one.done) put(made, "done", id, value);
      if (one.last) put(made, "last", "last", one.last);
      for (const [key, entry] of one.strange) {
        const had = made.strange.get(key);
        made.strange.set(key, had ? greater(had, entry) : entry);
      }
      for (const [name, value] of one.rest) {
        made.rest.set(name, made.rest.has(name) ? greater(made.rest.get(name), value) : value);
      }
    }
    for (const field of ["was", "left"]) {
      const all = [...new Set([...names(a, field), ...names(b, field)])].sort();
      if (all.length) made.rest.set(field, all.slice(-MOST.names));
    }
    return made;
  };

  /** Eight hex digits that stand for a text. */
  const digest = (text) => {
    let hash = 2166136261;
    for (const char of text) hash = Math.imul(hash ^ char.codePointAt(0), 16777619);
    return hash >>> 0;
  };

  self.courseRecord = {
    blank, read, write, merge, isOne, names, named, stampAfter, timeOf, dayOf, digest,
    isObject, fits, ROUND, EARLIEST, SECOND, MINUTE: 6e4,
  };
})();
