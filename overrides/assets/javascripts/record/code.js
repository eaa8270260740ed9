// @ts-check
/* A learning record as a short code to copy from one device to another. Pure; bits: lib/bits.js.

   KC2.block.block…: each block 40 signs and two that check it and its place; those of the last block
   also say that it is the last. In the blocks a stream of bits, six a sign:
     12 digest of the course, 42 the record's name, the lessons (count; each 16 digest of its id,
     1 done, time), the chapters (count; each 6 its number, count of answers; each: numbers left out
     before it, 10 of its fingerprint, 3 state, time, and where it was ever wrong the time of that,
     and when it was right after that), 1 whether an exam result follows, 18 over all.
   Numbers are Exp-Golomb codes; times are whole seconds, each as the difference from the one before.
   What was chosen is not in it. Older codes: old-code.js. */
const courseCode = (() => {
  "use strict";
  const { digest } = courseNumbers;
  const { timeOf, ROUND, SECOND } = courseStamps;
  const { spell, tenBits, Writer, Reader } = courseBits;
  /** @typedef {InstanceType<typeof Writer>} Out */
  /** @typedef {InstanceType<typeof Reader>} In */
  const BLOCK = 40;
  const FORM = /^(\d{1,2})-(\d{1,3})$/;

  /**
   * A stamp: whether in another round than the one before, then the seconds between.
   * @param {Out} out
   * @param {number} stamp
   * @param {number} before
   * @param {number} order
   */
  const putStamp = (out, stamp, before, order) => {
    const [a, b] = [stamp, before].map((one) => Math.floor(one / ROUND));
    out.put(a === b ? 0 : 1, 1);
    if (a !== b) out.count(a, 0);
    const [one, two] = [stamp, before].map((time) => Math.floor(timeOf(time) / SECOND));
    out.difference(one - two, order);
  };
  /**
   * @param {In} from
   * @param {number} before
   * @param {number} order
   */
  const takeStamp = (from, before, order) => {
    const round = from.take(1) ? from.count(0) : Math.floor(before / ROUND);
    const seconds = Math.floor(timeOf(before) / SECOND) + from.difference(order);
    return round * ROUND + seconds * SECOND;
  };
  /** @param {number} stamp */
  const seconds = (stamp) => Math.floor(stamp / SECOND) * SECOND;

  /**
   * Answers: state 0 wrong just then, 1 right and 2 taken back, both never wrong; 3, 4, 5 the same
   * with x and the last two of r.
   * @param {Out} out
   * @param {Answer} answer
   * @param {number} before
   */
  const putAnswer = (out, { h, k, t, x, r }, before) => {
    const isPlain = k === 0 ? seconds(x) === seconds(t) && !r.length : !x;
    const kind = k === 0 ? 0 : k === 1 ? 1 : 2;
    out.put(tenBits(h), 10);
    out.put(kind + (isPlain ? 0 : 3), 3);
    putStamp(out, t, before, 4);
    if (isPlain) return;
    putStamp(out, x, t, 12);
    const days = r.slice(-2);
    out.put(days.length, 2);
    days.reverse().forEach((stamp) => {
      out.put(seconds(stamp) === seconds(t) ? 1 : 0, 1);
      if (seconds(stamp) !== seconds(t)) putStamp(out, stamp, t, 12);
    });
  };
  /**
   * @param {In} from
   * @param {number} before
   */
  const takeAnswer = (from, before) => {
    const bits = from.take(10);
    const state = from.take(3);
    const t = takeStamp(from, before, 4);
    const k = [0, 1, -1][state % 3];
    if (state < 3) return { bits, answer: { h: "", a: null, k, n: 0, t, x: k === 0 ? t : 0, r: [] } };
    const x = takeStamp(from, t, 12);
    const r = Array.from({ length: from.take(2) }, () => (from.take(1) ? t : takeStamp(from, t, 12)));
    const days = r.reverse().map((stamp) => Math.max(stamp, x + SECOND));
    return { bits, answer: { h: "", a: null, k, n: 0, t, x, r: days } };
  };

  /** @param {Map<string, Answer>} answers */
  const chaptersOf = (answers) => {
    /** @type {Map<number, [number: number, answer: Answer][]>} */
    const found = new Map();
    for (const [id, answer] of answers) {
      const [, chapter, number] = (FORM.exec(id) || []).map(Number);
      if (!(chapter <= 63)) continue;
      found.set(chapter, [...(found.get(chapter) || []), [number, answer]]);
    }
    for (const list of found.values()) list.sort(([a], [b]) => a - b);
    return [...found].sort(([a], [b]) => a - b);
  };

  /**
   * The exam result that the certificate is made of.
   * @param {Out} out
   * @param {Past | null} past
   */
  const putExam = (out, past) => {
    out.put(past ? 1 : 0, 1);
    if (!past) return;
    out.put(parseInt(past.seed, 16), 32);
    [past.t / SECOND, past.ms / SECOND, past.p, past.of, past.r, past.ro, past.pm].forEach((value) => out.count(Math.floor(value), 6));
    out.put(past.timed ? 1 : 0, 1);
    const version = [...past.ver].filter((sign) => sign > " " && sign < "\u007f").slice(0, 30);
    out.count(version.length, 3);
    version.forEach((sign) => out.put(sign.charCodeAt(0), 7));
  };
  /**
   * @param {In} from
   * @returns {Past | null}
   */
  const takeExam = (from) => {
    if (!from.take(1)) return null;
    const seed = from.take(32).toString(16).padStart(8, "0");
    const [t, ms, p, of, r, ro, pm] = Array.from({ length: 7 }, () => from.count(6));
    const timed = from.take(1) === 1;
    const ver = Array.from({ length: from.count(3) }, () => String.fromCharCode(from.take(7))).join("");
    return { seed, t: t * SECOND, ms: ms * SECOND, timed, p, of, r, ro, ok: true, ver, pm };
  };

  /**
   * @param {string} block
   * @param {number} place
   * @param {boolean} isLast
   */
  const checkOf = (block, place, isLast) => spell(digest(`${place}${isLast ? "!" : "."}${block}`), 2);

  /**
   * A record and the best exam result (or null) → its short code. course: its id.
   * @param {LearningRecord} state
   * @param {string} course
   * @param {Past | null} past
   */
  const encode = (state, course, past) => {
    const out = new Writer();
    out.put(digest(course) & 4095, 12);
    [0, 4].forEach((at) => out.put(parseInt(state.who.slice(at, at + 4), 36), 21));
    let before = 0;
    const done = [...state.done].sort(([, a], [, b]) => a.t - b.t);
    out.count(done.length, 3);
    done.forEach(([id, mark]) => {
      out.put(digest(id) & 65535, 16);
      out.put(mark.on ? 1 : 0, 1);
      putStamp(out, mark.t, before, before ? 12 : 31);
      before = mark.t;
    });
    const chapters = chaptersOf(state.answers);
    out.count(chapters.length, 2);
    for (const [chapter, list] of chapters) {
      let next = 1;
      out.put(chapter, 6);
      out.count(list.length, 4);
      for (const [number, answer] of list) {
        out.count(Math.max(0, number - next), 0);
        putAnswer(out, answer, before || 17e11);
        before = answer.t;
        next = number + 1;
      }
    }
    putExam(out, past);
    const body = out.text;
    const whole = body + spell(digest(body), 3);
    const blocks = [];
    for (let at = 0; at < whole.length; at += BLOCK) blocks.push(whole.slice(at, at + BLOCK));
    return ["KC2", ...blocks.map((block, at) => block + checkOf(block, at, at === blocks.length - 1))].join(".");
  };

  /**
   * One block after the other: the signs, or where it goes wrong.
   * @param {string} text
   * @returns {{whole: string, fault?: undefined} | (Refused & {part?: string})}
   */
  const joined = (text) => {
    const parts = text.split(".").filter(Boolean);
    let whole = "";
    for (let at = 0; at < parts.length; at += 1) {
      const part = parts[at];
      const from = 5 + at * (BLOCK + 3);
      const size = Math.min(part.length, BLOCK + 2);
      for (let end = size; end > 2; end -= 1) { // words may follow
        const block = part.slice(0, end - 2);
        if (part.slice(end - 2, end) !== checkOf(block, at, true)) continue;
        const all = whole + block;
        if (all.slice(-3) === spell(digest(all.slice(0, -3)), 3)) return { whole: all.slice(0, -3) };
      }
      const block = part.slice(0, BLOCK);
      if (part.length < BLOCK + 2 && at === parts.length - 1) return { fault: "end", from };
      if (part.length !== BLOCK + 2 || part.slice(BLOCK) !== checkOf(block, at, false)) {
        return { fault: "sign", from, to: from + BLOCK + 1, part };
      }
      whole += block;
    }
    return { fault: "short" };
  };

  /**
   * @param {string} text
   * @param {Known} known
   * @returns {Understood | Refused}
   */
  const decode2 = (text, { course, lessons, questions }) => {
    const parts = joined(text);
    if (parts.fault !== undefined) return parts;
    try {
      const from = new Reader(parts.whole);
      if (from.take(12) !== (digest(course) & 4095)) return { fault: "course" };
      const who = [0, 4].map(() => from.take(21).toString(36).padStart(4, "0")).join("");
      const state = courseRecord.blank(who);
      let before = 0;
      for (let left = from.count(3); left > 0; left -= 1) {
        const sign = from.take(16);
        const on = from.take(1) === 1;
        before = takeStamp(from, before, before ? 12 : 31);
        const id = lessons.find((lesson) => (digest(lesson) & 65535) === sign);
        if (id) state.done.set(id, { on, t: before });
      }
      for (let left = from.count(2); left > 0; left -= 1) {
        const chapter = from.take(6);
        let number = 1;
        for (let more = from.count(4); more > 0; more -= 1) {
          number += from.count(0);
          const { bits, answer } = takeAnswer(from, before || 17e11);
          before = answer.t;
          const known = questions.get(`${chapter} ${number}`);
          if (known && tenBits(known.hash) === bits) state.answers.set(known.id, { ...answer, h: known.hash });
          number += 1;
        }
      }
      const past = takeExam(from);
      const found = courseRecord.again(state);
      if (past && !found.fault) Object.assign(found, { exam: { v: 1, name: "", draft: null, past: [past] } });
      return found;
    } catch {
      return { fault: "sign", from: 5, to: text.length };
    }
  };

  /**
   * What people and their programs put into a code on its way: widths, dashes, quote marks, breaks.
   * @param {string} text
   */
  const cleaned = (text) =>
    text
      .replace(/^[>|\s]+/gm, "")
      .normalize("NFKC")
      .replace(/[\s\u200b-\u200f\u2060\ufeff\u00ad]/g, "")
      .replace(/[\u2010-\u2015\u2212]/g, "-")
      .replace(/([\w-])[。・·,](?=[\w-])/g, "$1.");

  /**
   * What a text with a code somewhere in it says. Faults: "absent", "case", "newer", "short",
   * "end" (from where), "sign" (about where), "some" (nobody knows where), "course".
   * @param {string} typed
   * @param {Known} known
   * @returns {Understood | Refused}
   */
  const find = (typed, known) => {
    const text = cleaned(typed.slice(0, 2e4));
    /** @type {Refused | null} */
    let wrong = null;
    const heads = /kc(\d{1,3})(?=[.]|$)/gi;
    for (let head = heads.exec(text); head; head = heads.exec(text)) {
      const run = text.slice(head.index).replace(/[^\w.-][^]*/, "");
      const version = Number(head[1]);
      /** @type {Understood | Refused} */
      let found;
      if (version > 2 || version < 1) found = { fault: "newer" };
      else if (!head[0].startsWith("KC")) found = { fault: "case" };
      else found = version === 2 ? decode2(run.slice(4), known) : courseOldCode.find(run, known);
      if (found.fault === undefined) return found;
      wrong = wrong || found;
    }
    return wrong || { fault: "absent" };
  };

  return { encode, find };
})();
