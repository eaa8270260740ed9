// @ts-check
/* What a learning record is, as text and in memory; how two become one. Pure: no browser, no clock. Stamps: stamps.js.

   A stored record: {v: 1, who, answers, done, last} and, where there is any, aside and rest.
   An answer, by the question's id:
     h  fingerprint of the question that was answered    a  what was given (null: not known)
     k  1 right, 0 wrong, -1 taken back                  n  how often it was taken back
     t  its stamp                                        x  stamp of when it was last wrong (0: never)
     r  stamps of when it was right after that, once a day; two days clear it from the 错题本

   Merging two records of a question: the later answer; the later x; of both r what is after x, of
   each day the last. So merging in any order, any number of times, gives the same. Entries that
   are not what they should be (of a later version, damaged) stay where they are, and in `aside`
   where an own one needs their place; fields nobody here knows stay, too. */
/**
 * @typedef {{h: string, a: string[] | null, k: number, n: number, t: number, x: number, r: number[]}} Answer
 * @typedef {{on: boolean, t: number}} Mark  whether a lesson is done
 * @typedef {{id: string, t: number}} Visit  to a lesson
 * @typedef {"answers" | "done" | "last"} Kind
 * @typedef {{who: string, answers: Map<string, Answer>, done: Map<string, Mark>, last: Visit | null,
 *   strange: Map<string, [kind: Kind, id: string, value: unknown]>, rest: Map<string, unknown>}} LearningRecord
 * @typedef {{state: LearningRecord, course?: unknown, exam?: unknown, texts?: unknown, fault?: undefined}} Understood
 * @typedef {{fault: string, state?: undefined, from?: number, to?: number}} Refused
 */
const courseRecord = (() => {
  "use strict";
  const { isStamp, dayOf } = courseStamps;
  const ID = /^[\w.-]{1,40}$/;
  const HASH = /^[0-9a-f]{8}$/;
  const WHO = /^[0-9a-z]{8}$/;
  const MOST = { text: 200, given: 30, stored: 2e6, names: 20 };
  const OWN = ["v", "who", "answers", "done", "last", "aside", "course", "exam", "texts"];

  /**
   * @param {any} value
   * @returns {value is Record<string, any>}
   */
  const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  /**
   * @param {RegExp} pattern
   * @param {unknown} value
   * @returns {value is string}
   */
  const fits = (pattern, value) => typeof value === "string" && pattern.test(value);
  /** @param {unknown} value */
  const isGiven = (value) =>
    value === null ||
    (Array.isArray(value) &&
      value.length <= MOST.given &&
      value.every((text) => typeof text === "string" && text.length <= MOST.text));
  /**
   * @param {unknown} value
   * @returns {value is Answer}
   */
  const isAnswer = (value) =>
    isObject(value) &&
    fits(HASH, value.h) &&
    isGiven(value.a) &&
    [1, 0, -1].includes(value.k) &&
    Number.isInteger(value.n) && value.n >= 0 &&
    isStamp(value.t) &&
    isStamp(value.x) &&
    Array.isArray(value.r) && value.r.length <= MOST.given && value.r.every(isStamp);
  /**
   * @param {unknown} value
   * @returns {value is Mark}
   */
  const isMark = (value) => isObject(value) && typeof value.on === "boolean" && isStamp(value.t);
  /**
   * @param {unknown} value
   * @returns {value is Visit}
   */
  const isVisit = (value) => isObject(value) && fits(ID, value.id) && isStamp(value.t);

  /** @type {Record<Kind, (value: unknown) => boolean>} */
  const KINDS = { answers: isAnswer, done: isMark, last: isVisit };
  /** @type {Kind[]} */
  const ALL_KINDS = ["answers", "done", "last"];

  /**
   * @param {string} who
   * @returns {LearningRecord}
   */
  const blank = (who) => ({
    who, answers: new Map(), done: new Map(), last: null, strange: new Map(), rest: new Map(),
  });

  /** @param {unknown} value */
  const textOf = (value) => JSON.stringify(value) || "";
  /**
   * @template T
   * @param {T} a
   * @param {T} b
   */
  const greater = (a, b) => (textOf(a) >= textOf(b) ? a : b);
  /**
   * @template {{t: number, a?: string[] | null}} T
   * @param {T | null | undefined} a
   * @param {T} b
   */
  const later = (a, b) => {
    if (!a) return b;
    if (a.t !== b.t) return a.t > b.t ? a : b;
    if (!a.a !== !b.a) return a.a ? a : b; // the same answer, from a code and from a file
    return greater(a, b);
  };

  /**
   * @param {Answer | undefined} a
   * @param {Answer} b
   */
  const mergeAnswers = (a, b) => {
    if (!a) return b;
    const x = Math.max(a.x, b.x);
    const days = new Map();
    for (const stamp of [...a.r, ...b.r].sort((one, two) => one - two)) {
      if (stamp > x) days.set(dayOf(stamp), stamp);
    }
    const r = [...days.values()].sort((one, two) => one - two).slice(-MOST.given);
    return later({ ...a, x, r }, { ...b, x, r });
  };

  /**
   * @param {LearningRecord} state
   * @param {Kind} kind
   * @param {string} id
   * @param {any} value  one of this kind
   */
  const put = (state, kind, id, value) => {
    if (kind === "last") state.last = later(state.last, value);
    else if (kind === "done") state.done.set(id, later(state.done.get(id), value));
    else state.answers.set(id, mergeAnswers(state.answers.get(id), value));
  };

  /**
   * Take in the entries of a stored object; what is not understood is kept under kind and id.
   * @param {LearningRecord} state
   * @param {Kind} kind
   * @param {unknown} object
   */
  const takeIn = (state, kind, object) => {
    if (object === undefined || object === null) return;
    /** @type {[string, unknown][]} */
    const entries = isObject(object) ? Object.entries(object) : [["", object]];
    for (const [id, value] of entries) {
      if (fits(ID, id) && KINDS[kind](value)) put(state, kind, id, value);
      else state.strange.set(`${kind} ${id}`, [kind, id, value]);
    }
  };

  /**
   * What a text of at most so many signs says. fault: "big", "none" (no record), "newer".
   * @param {string} text
   * @param {number} [most]
   * @returns {Understood | Refused}
   */
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
    for (const kind of ALL_KINDS) {
      const isOne = kind === "last" && raw.last !== undefined && raw.last !== null;
      takeIn(state, kind, isOne ? { last: raw.last } : raw[kind]);
      takeIn(state, kind, aside[kind]);
    }
    for (const [name, value] of Object.entries(raw)) {
      if (!OWN.includes(name)) state.rest.set(name, value);
    }
    return { state, course: raw.course, exam: raw.exam, texts: raw.texts };
  };

  /**
   * @template T
   * @param {Map<string, T>} map
   */
  const sorted = (map) => Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));

  /**
   * State → text; `more` are further fields of a file.
   * @param {LearningRecord} state
   * @param {Record<string, unknown>} [more]
   */
  const write = (state, more) => {
    /** @type {Record<Kind, Map<string, unknown>>} */
    const all = { answers: new Map(state.answers), done: new Map(state.done), last: new Map() };
    /** @type {Partial<Record<Kind, Map<string, unknown>>>} */
    const aside = {};
    for (const [kind, id, value] of Object.values(sorted(state.strange))) {
      if (id && kind !== "last" && !all[kind].has(id)) all[kind].set(id, value);
      else aside[kind] = new Map(aside[kind] || []).set(id, value);
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

  /**
   * What is read of a state once it is written: one made from a code may hold what a record must not.
   * @param {LearningRecord} state
   */
  const again = (state) => read(write(state));

  /**
   * Names that a record had before it was merged (was), or that left this device (left).
   * @param {LearningRecord} state
   * @param {"was" | "left"} field
   * @returns {string[]}
   */
  const names = (state, field) => {
    const list = state.rest.get(field);
    return Array.isArray(list) ? list.filter((name) => fits(WHO, name)) : [];
  };
  /**
   * @param {LearningRecord} state
   * @param {"was" | "left"} field
   * @param {string[]} more
   * @returns {LearningRecord}
   */
  const named = (state, field, ...more) => {
    const all = [...new Set([...names(state, field), ...more])].slice(-MOST.names);
    return all.length ? { ...state, rest: new Map(state.rest).set(field, all) } : state;
  };
  /**
   * Whether both are one person's: that was said when they were merged.
   * @param {LearningRecord} a
   * @param {LearningRecord} b
   */
  const isOne = (a, b) =>
    a.who === b.who || names(a, "was").includes(b.who) || names(b, "was").includes(a.who);

  /**
   * One record of two of the same person's.
   * @param {LearningRecord} a
   * @param {LearningRecord} b
   */
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
    for (const field of /** @type {("was" | "left")[]} */ (["was", "left"])) {
      const all = [...new Set([...names(a, field), ...names(b, field)])].sort();
      if (all.length) made.rest.set(field, all.slice(-MOST.names));
    }
    return made;
  };

  return { blank, read, write, again, merge, isOne, names, named, isObject };
})();
