/* A learning record as a short code to copy from one device to another. Pure; bits: record-bits.js.

   KC2.block.block…: each block 40 signs and two that check it and its place; those of the last block
   also say that it is the last. In the blocks a stream of bits, six a sign:
     12 digest of the course, 42 the record's name, the lessons (count; each 16 digest of its id,
     1 done, time), the chapters (count; each 6 its number, count of answers; each: numbers left out
     before it, 10 of its fingerprint, 3 state, time, and where it was ever wrong the time of that,
     and when it was right after that), 1 whether an exam result follows, 18 over all.
   Numbers are Exp-Golomb codes; times are whole seconds, each as the difference from the one before.
   What was chosen is not in it.

   KC1.name.minutes.lessons.chapter….check, as earlier versions made it: no times but its own, so
   nobody knows when its answers were given; they yield to every answer whose time is known. */
(() => {
  "use strict";
  const { blank, read, write, timeOf, digest, ROUND, SECOND } = self.courseRecord;
  const { SIGNS, spell, Writer, Reader } = self.courseBits;
  const BLOCK = 40;
  const tenBits = (hash) => parseInt(hash.slice(0, 3), 16) & 1023;
  const BEFORE_KNOWN = 6e4; // x of what was wrong nobody knows when
  const FORM = /^(\d{1,2})-(\d{1,3})$/;

  /* A stamp: whether in another round than the one before, then the seconds between. */
  const putStamp = (out, stamp, before, order) => {
    const [a, b] = [stamp, before].map((one) => Math.floor(one / ROUND));
    out.put(a === b ? 0 : 1, 1);
    if (a !== b) out.count(a, 0);
    const [one, two] = [stamp, before].map((time) => Math.floor(timeOf(time) / SECOND));
    out.difference(one - two, order);
  };
  const takeStamp = (from, before, order) => {
    const round = from.take(1) ? from.count(0) : Math.floor(before / ROUND);
    const seconds = Math.floor(timeOf(before) / SECOND) + from.difference(order);
    return round * ROUND + seconds * SECOND;
  };
  const seconds = (stamp) => Math.floor(stamp / SECOND) * SECOND;

  /* Answers: state 0 wrong just then, 1 right and 2 taken back, both never wrong; 3, 4, 5 the same
     with x and the last two of r. */
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

  const chaptersOf = (answers) => {
    const found = new Map();
    for (const [id, answer] of answers) {
      const match = FORM.exec(id);
      if (!match || Number(match[1]) > 63) continue;
      const list = found.get(Number(match[1])) || found.set(Number(match[1]), []).get(Number(match[1]));
      list.push([Number(match[2]), answer]);
    }
    for (const list of found.values()) list.sort(([a], [b]) => a - b);
    return [...found].sort(([a], [b]) => a - b);
  };

  /* The exam result that the certificate is made of. */
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
  const takeExam = (from) => {
    if (!from.take(1)) return null;
    const seed = from.take(32).toString(16).padStart(8, "0");
    const [t, ms, p, of, r, ro, pm] = Array.from({ length: 7 }, () => from.count(6));
    const timed = from.take(1) === 1;
    const ver = Array.from({ length: from.count(3) }, () => String.fromCharCode(from.take(7))).join("");
    return { seed, t: t * SECOND, ms: ms * SECOND, timed, p, of, r, ro, ok: true, ver, pm };
  };

  const checkOf = (block, place, isLast) => spell(digest(`${place}${isLast ? "!" : "."}${block}`), 2);

  /** A record and the best exam result (or null) → its short code. course: its id. */
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

  /** One block after the other: the signs, or where it goes wrong. */
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

  const decode2 = (text, { course, lessons, questions }) => {
    const { whole, ...wrong } = joined(text);
    if (wrong.fault) return wrong;
    try {
      const from = new Reader(whole);
      if (from.take(12) !== (digest(course) & 4095)) return { fault: "course" };
      const who = [0, 4].map(() => from.take(21).toString(36).padStart(4, "0")).join("");
      const state = blank(who);
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
      return { ...read(write(state)), exam: past ? { v: 1, name: "", draft: null, past: [past] } : undefined };
    } catch {
      return { fault: "sign", from: 5, to: text.length };
    }
  };

  const decode1 = (text, { lessons, questions }) => {
    const [, who, minutes, done, ...rest] = text.split(".");
    const hour = Math.floor((parseInt(minutes, 36) * 6e4) / 36e5);
    if (!(hour >= 0 && hour < 16e5)) return { fault: "none" };
    const t = hour * 6e4; // below EARLIEST; of two such codes the later wins
    const state = blank(who);
    for (let place = 0; place + 3 <= done.length; place += 3) {
      const id = lessons.find((lesson) => spell(digest(lesson), 3) === done.slice(place, place + 3));
      if (id) state.done.set(id, { on: true, t });
    }
    let seen = 0;
    for (const part of rest.slice(0, -1)) {
      const chapter = SIGNS.indexOf(part[0]);
      let number = 1;
      for (let place = 1; place < part.length; place += 1) {
        const sign = SIGNS.indexOf(part[place]);
        const value = sign >> 4;
        if (!value) {
          number += (sign & 15) + 1;
          continue;
        }
        place += 1;
        seen += 1;
        const bits = ((sign & 15) << 6) | SIGNS.indexOf(part[place]);
        const known = questions.get(`${chapter} ${number}`);
        if (known && tenBits(known.hash) === bits) {
          const x = value === 1 ? 0 : BEFORE_KNOWN;
          state.answers.set(known.id, { h: known.hash, a: null, k: value === 2 ? 0 : 1, n: 0, t, x, r: [] });
        }
        number += 1;
      }
    }
    if (seen && !state.answers.size) return { fault: "course" };
    return read(write(state));
  };
  const found1 = (text, known) => {
    for (let end = text.length; end > 12; end -= 1) { // words may follow
      if (text[end - 4] === "." && text.slice(end - 3, end) === spell(digest(text.slice(0, end - 4)), 3)) {
        const found = decode1(text.slice(0, end), known);
        if (found.fault !== "none") return found;
      }
    }
    const parts = text.split(".");
    return { fault: parts.length < 5 || parts.pop().length < 3 ? "short" : "some" };
  };

  /** What people and their programs put into a code on its way: widths, dashes, quote marks, breaks. */
  const cleaned = (text) =>
    text
      .replace(/^[>|\s]+/gm, "")
      .normalize("NFKC")
      .replace(/[\s\u200b-\u200f\u2060\ufeff\u00ad]/g, "")
      .replace(/[\u2010-\u2015\u2212]/g, "-")
      .replace(/([\w-])[。・·,](?=[\w-])/g, "$1.");

  /** Text with a code somewhere in it → what read() gives, or {fault, from, to}: "absent", "case",
      "newer", "short", "end" (from where), "sign" (about where), "some" (nobody knows where), "course".
      known: course (its id), lessons (ids), questions (Map "chapter number" → {id, hash}). */
  const find = (typed, known) => {
    const text = cleaned(typed.slice(0, 2e4));
    let wrong = null;
    const heads = /kc(\d{1,3})(?=[.]|$)/gi;
    for (let head = heads.exec(text); head; head = heads.exec(text)) {
      const run = /^[\w.-]*/.exec(text.slice(head.index))[0];
      const version = Number(head[1]);
      let found;
      if (version > 2 || version < 1) found = { fault: "newer" };
      else if (!head[0].startsWith("KC")) found = { fault: "case" };
      else found = version === 2 ? decode2(run.slice(4), known) : found1(run, known);
      if (!found.fault) return found;
      wrong = wrong || found;
    }
    return wrong || { fault: "absent" };
  };

  self.courseCode = { encode, find };
})();
