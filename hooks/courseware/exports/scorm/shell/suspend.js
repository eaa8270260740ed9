// @ts-check
/* A trainee's learning record ⇄ suspend_data: at most 4096 signs for a whole course.

   "K1" and a stream of bits, six a sign (base64url):
     2 level (0 all; 1 wrong typed answers left out; 2 no answers, only verdicts; 3 no times, either)
     48 the record's name   20 first hour since 2020   18 digest of the lesson visited last (0: none)
     8 lessons, each 18 digest of its id, 1 done, 15 hour
     6 chapters, each 6 its number, 10 highest question, and for 1 … highest:
       1 known; if so 12 start of its fingerprint, 2 state (0 wrong, 1 right, 2 taken back),
       4 how often taken back, 15 hour, 1 ever wrong → 15 hour, 2 right on so many days → 15 hour each,
       and what was given: 2 kind (0 unknown; 1 choices: 5 how many, a bit each;
       2 gaps: 5 how many, each 0 empty | 10 and 5 which accepted answer | 11, 5 length, 16 a letter)

   A question is found by its id, which is never given to another: chapter and number, not a place
   in a list. Lengths stand in the stream, so a later course, with more, fewer or other
   questions, reads it whole; an answer to another wording comes back as “本题已更新”. */
/**
 * @typedef {{h: string, a: string[] | null, k: number, n: number, t: number, x: number, r: number[]}} StoredAnswer
 * @typedef {{v: number, who: string, answers: Record<string, StoredAnswer>,
 *   done: Record<string, {on: boolean, t: number}>, last: {id: string, t: number} | null}} StoredRecord
 * @typedef {[hash: string, kind: string, parts: any[]]} OutlinedQuestion  parts: tokens of the options,
 *   or accepted answers of each gap
 * @typedef {{course: string, scorm: string, pass: number, lessons: string[], pages: string[],
 *   questions: Record<string, OutlinedQuestion>}} Outline
 */
const courseSuspend = (() => {
  "use strict";
  const HEAD = "K1";
  const MOST = 4096;
  const HOUR = 36e5;
  const START = Date.UTC(2020, 0, 1) / HOUR;

  /**
   * 18 bits that stand for a text, never 0.
   * @param {string} text
   */
  const digest = (text) => (courseNumbers.digest(text) % 262143) + 1;
  /** @param {string} text */
  const folded = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s,、。;!?()[\]{}<>《》“”‘’"'…·_]/g, "");

  /** What is too large for its bits is the largest that they hold. */
  class Writer extends courseBits.Writer {
    /**
     * @param {number} value
     * @param {number} width
     */
    put(value, width) {
      super.put(Math.min(Math.max(0, value), 2 ** width - 1), width);
    }
  }
  const { Reader } = courseBits;

  /**
   * Chapter and number of a question.
   * @param {string} id
   * @returns {[number, number] | null}
   */
  const place = (id) => {
    const match = /^(\d{1,2})-(\d{1,3})$/.exec(id);
    return match && Number(match[1]) < 64 ? [Number(match[1]), Number(match[2])] : null;
  };

  /**
   * @param {Writer} out
   * @param {string[] | null} given
   * @param {OutlinedQuestion | null} known
   * @param {boolean} isRight
   * @param {number} level
   */
  const giveAnswer = (out, given, known, isRight, level) => {
    if (!given || !known || level >= 2 || given.length > 31 || known[2].length > 31) {
      out.put(0, 2);
      return;
    }
    const [, kind, parts] = known;
    if (kind === "choice") {
      out.put(1, 2);
      out.put(parts.length, 5);
      parts.forEach((token) => out.put(given.includes(token) ? 1 : 0, 1));
    } else if (level === 1 && !isRight) {
      out.put(0, 2);
    } else {
      out.put(2, 2);
      out.put(given.length, 5);
      given.forEach((text, index) => {
        /** @type {string[]} */
        const accepted = parts[index] || [];
        const which = accepted.findIndex((answer) => folded(answer) === folded(text));
        out.put(text ? 1 : 0, 1);
        if (!text) return;
        const isKnown = which >= 0 && which < 32;
        out.put(isKnown ? 0 : 1, 1);
        if (isKnown) {
          out.put(which, 5);
          return;
        }
        const letters = text.slice(0, 31);
        out.put(letters.length, 5);
        for (let at = 0; at < letters.length; at += 1) out.put(letters.charCodeAt(at), 16);
      });
    }
  };

  /**
   * @param {InstanceType<typeof Reader>} from
   * @param {OutlinedQuestion | null} known
   */
  const takeAnswer = (from, known) => {
    const form = from.take(2);
    if (!form) return null;
    const count = from.take(5);
    const parts = known ? known[2] : [];
    if (form === 1) {
      const chosen = Array.from({ length: count }, () => from.take(1));
      return parts.filter((_, index) => chosen[index]);
    }
    return Array.from({ length: count }, (_, index) => {
      if (!from.take(1)) return "";
      if (!from.take(1)) return (parts[index] || [])[from.take(5)] || "";
      return Array.from({ length: from.take(5) }, () => String.fromCharCode(from.take(16))).join("");
    });
  };

  /* Of stamps (record/stamps.js) only the device's time; entries of a later version are left out. */
  /** @param {number} stamp */
  const timeOf = (stamp) => stamp % 1e13;
  /** @param {number} time */
  const isKnown = (time) => time >= 1e11;
  /** @param {StoredAnswer} one */
  const isAnswer = (one) => Boolean(one) && typeof one.h === "string" && [one.k, one.n, one.t, one.x].every(Number.isInteger) && Array.isArray(one.r);
  /** @param {{t: number}} one */
  const isMark = (one) => Boolean(one) && Number.isInteger(one.t);

  /**
   * @param {StoredRecord} record
   * @param {Outline} course
   * @param {number} level
   */
  const packAt = (record, course, level) => {
    const out = new Writer();
    const answers = Object.entries(record.answers).flatMap(([id, answer]) => {
      const [chapter, number] = place(id) || [0, 0];
      return number && isAnswer(answer) ? [{ chapter, number, id, answer }] : [];
    });
    const done = Object.entries(record.done).filter(([, mark]) => isMark(mark));
    const times = [...answers.flatMap(({ answer: { t, x } }) => [t, x]), ...done.map(([, mark]) => mark.t)].map(timeOf).filter(isKnown);
    const base = Math.max(0, Math.floor(Math.min(Date.now(), ...times) / HOUR) - START);
    /** @param {number} time */
    const hour = (time) => (level >= 3 ? 0 : Math.floor(timeOf(time) / HOUR) - START - base);
    const width = level >= 3 ? 0 : 15;
    out.put(level, 2);
    [...record.who].forEach((sign) => out.put(parseInt(sign, 36), 6));
    out.put(base, 20);
    out.put(record.last ? digest(record.last.id) : 0, 18);
    out.put(done.length, 8);
    done.slice(0, 255).forEach(([id, mark]) => {
      out.put(digest(id), 18);
      out.put(mark.on ? 1 : 0, 1);
      out.put(hour(mark.t), width);
    });
    const chapters = new Set(answers.map(({ chapter }) => chapter));
    out.put(chapters.size, 6);
    [...chapters].sort((a, b) => a - b).forEach((chapter) => {
      const list = answers.filter((one) => one.chapter === chapter);
      const byNumber = new Map(list.map((one) => [one.number, one]));
      const highest = Math.max(...byNumber.keys());
      out.put(chapter, 6);
      out.put(highest, 10);
      for (let number = 1; number <= highest; number += 1) {
        const found = byNumber.get(number);
        out.put(found ? 1 : 0, 1);
        if (!found) continue;
        const { id, answer: { h, a, k, n, t, x, r } } = found;
        const known = course.questions[id];
        out.put(parseInt(h.slice(0, 3), 16), 12);
        out.put(k < 0 ? 2 : k, 2);
        out.put(n, 4);
        out.put(hour(t), width);
        out.put(x ? 1 : 0, 1);
        if (x) out.put(hour(x), width);
        const days = r.slice(-2);
        out.put(days.length, 2);
        days.forEach((time) => out.put(hour(time), width));
        giveAnswer(out, a, known && known[0] === h ? known : null, k === 1, level);
      }
    });
    return HEAD + out.text;
  };

  /**
   * A stored record (an object) → text; what doesn't fit is left out, verdicts last.
   * @param {StoredRecord} record
   * @param {Outline} course
   */
  const pack = (record, course) => {
    for (let level = 0; level < 4; level += 1) {
      const text = packAt(record, course, level);
      if (text.length <= MOST) return text;
    }
    return ""; // a course of a thousand questions and more
  };

  /**
   * Text → a record as courseware's store keeps it, or null where it is none.
   * @param {string} text
   * @param {Outline} course
   * @returns {StoredRecord | null}
   */
  const unpack = (text, course) => {
    try {
      if (!text.startsWith(HEAD)) return null;
      const from = new Reader(text.slice(HEAD.length));
      const level = from.take(2);
      const width = level >= 3 ? 0 : 15;
      const who = Array.from({ length: 8 }, () => from.take(6).toString(36)).join("");
      const base = from.take(20);
      const now = Date.now();
      /** @param {number} extra */
      const time = (extra) => (START + base + from.take(width)) * HOUR + extra;
      /** @param {number} sign */
      const lessonOf = (sign) => course.lessons.find((id) => digest(id) === sign);
      const last = lessonOf(from.take(18));
      /** @type {StoredRecord} */
      const record = { v: 1, who, answers: {}, done: {}, last: last ? { id: last, t: now } : null };
      for (let left = from.take(8); left > 0; left -= 1) {
        const id = lessonOf(from.take(18));
        const mark = { on: from.take(1) === 1, t: time(0) };
        if (id) record.done[id] = mark;
      }
      for (let left = from.take(6); left > 0; left -= 1) {
        const chapter = from.take(6);
        const highest = from.take(10);
        for (let number = 1; number <= highest; number += 1) {
          if (!from.take(1)) continue;
          const id = [2, 3, 1].map((digits) => `${chapter}-${String(number).padStart(digits, "0")}`).find((name) => course.questions[name]);
          const start = from.take(12).toString(16).padStart(3, "0");
          const state = from.take(2);
          const n = from.take(4);
          const t = time(2);
          const x = from.take(1) ? time(0) : 0;
          const r = Array.from({ length: from.take(2) }, () => time(1));
          const known = id && course.questions[id][0].startsWith(start) ? course.questions[id] : null;
          const given = takeAnswer(from, known);
          if (!id) continue;
          const h = known ? known[0] : `${start}00000`;
          record.answers[id] = { h, a: known ? given : null, k: state === 2 ? -1 : state, n, t, x, r };
        }
      }
      return record;
    } catch {
      return null;
    }
  };

  return { pack, unpack, MOST };
})();
