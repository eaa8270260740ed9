/* 结业自测: the record of attempts. Pure; kept beside the learning record, never changing it:
     v  1        name  as the trainee typed it for the certificate
     draft  the paper at hand or the one handed in last: seed, digest of the data, t begun (ms),
            ms spent, timed, a (answers by question id), end (ms; 0: not handed in), q the paper's
            questions ([[id, fingerprint], …]), was (answers to other wordings, by "id fingerprint")
     past   results, the latest MOST.past and the best: seed, t (ms), ms, timed, p points, of,
            r red-line questions right, ro of how many, ok passed, ver course version, pm pass mark
            in percent
     aside  [what, value] of anything that was not understood */
(() => {
  "use strict";
  const { isObject } = self.courseRecord;
  const MOST = { past: 100, name: 20, text: 200, given: 30, answers: 999 };

  const isCount = (value) => Number.isInteger(value) && value >= 0 && value < 1e15;
  const isHex = (value) => typeof value === "string" && /^[0-9a-f]{8}$/.test(value);
  const isGiven = (value) =>
    Array.isArray(value) && value.length <= MOST.given &&
    value.every((text) => typeof text === "string" && text.length <= MOST.text);
  const areAnswers = (value) =>
    isObject(value) && Object.keys(value).length <= MOST.answers && Object.values(value).every(isGiven);
  const isPaper = (value) =>
    Array.isArray(value) && value.length <= MOST.answers &&
    value.every((one) => Array.isArray(one) && typeof one[0] === "string" && isHex(one[1]));
  const isDraft = (value) =>
    isObject(value) && isHex(value.seed) && isHex(value.digest) &&
    [value.t, value.ms, value.end].every(isCount) && typeof value.timed === "boolean" && areAnswers(value.a) &&
    (value.q === undefined || isPaper(value.q)) && (value.was === undefined || areAnswers(value.was));
  const isPast = (value) =>
    isObject(value) && isHex(value.seed) &&
    [value.t, value.ms, value.p, value.of, value.r, value.ro, value.pm].every(isCount) &&
    typeof value.timed === "boolean" && typeof value.ok === "boolean" &&
    typeof value.ver === "string" && value.ver.length <= MOST.text;

  const blank = () => ({ v: 1, name: "", draft: null, past: [] });
  const share = ({ p, of }) => (of ? p / of : 0);
  /** The best attempt that was passed, of equal ones the latest; null if there is none. */
  const best = (past) =>
    past.filter((one) => one.ok).sort((a, b) => share(b) - share(a) || b.t - a.t)[0] || null;

  /** An attempt came by a file and by a code, which has whole seconds: the same. */
  const nameOf = ({ seed, t }) => `${seed} ${Math.floor(t / 1000)}`;
  const fuller = (a, b) => {
    if (a.t !== b.t) return a.t > b.t ? a : b;
    return JSON.stringify(a) >= JSON.stringify(b) ? a : b;
  };
  /** All attempts of two lists, the oldest first. */
  const united = (one, other) => {
    const all = new Map();
    for (const past of [...one, ...other]) {
      const name = nameOf(past);
      all.set(name, all.has(name) ? fuller(all.get(name), past) : past);
    }
    return [...all.values()].sort((a, b) => a.t - b.t || (nameOf(a) < nameOf(b) ? -1 : 1));
  };
  /** The latest of a list and the best: what is kept when one more is added. */
  const latest = (list) => {
    const top = best(list);
    return list.filter((past, place) => place >= list.length - MOST.past || past === top);
  };
  const distinct = (list) => [...new Map(list.map((one) => [JSON.stringify(one), one])).values()];

  /** Text → record, what is not understood in `aside`; null where it is none. */
  const parse = (text) => {
    let raw;
    try {
      raw = JSON.parse(text);
      JSON.stringify([[[raw]]]);
    } catch {
      return null;
    }
    if (!isObject(raw) || raw.v !== 1) return null;
    const aside = [];
    const known = (what, value, isSound) => {
      if (!isSound(value)) aside.push([what, value]);
      return isSound(value);
    };
    const old = Array.isArray(raw.aside) ? raw.aside : [];
    const isName = (value) => typeof value === "string" && value.length <= MOST.name;
    const past = Array.isArray(raw.past) ? raw.past : [];
    if (raw.past !== past) known("past", raw.past, () => false);
    const again = old.filter((one) => Array.isArray(one) && one[0] === "past" && isPast(one[1]));
    const record = {
      ...raw,
      name: known("name", raw.name, isName) ? raw.name : "",
      draft: raw.draft !== null && known("draft", raw.draft, isDraft) ? raw.draft : null,
      past: united(past.filter((one) => known("past", one, isPast)), again.map(([, value]) => value)),
      aside: distinct([...old.filter((one) => !again.includes(one)), ...aside]),
    };
    if (!record.aside.length) delete record.aside;
    return record;
  };

  /** Two records of one person: all attempts; an open paper of the first goes before the other's. */
  const merge = (a, b) => {
    const isOpen = ({ draft }) => Boolean(draft && !draft.end);
    const aside = distinct([...(a.aside || []), ...(b.aside || [])]);
    return {
      ...b,
      ...a,
      name: a.name || b.name,
      draft: isOpen(a) ? a.draft : isOpen(b) ? b.draft : a.draft || b.draft,
      past: united(a.past, b.past),
      ...(aside.length ? { aside } : {}),
    };
  };

  /** The paper of a draft in the course of today: its questions that are still there (indices, in
      the order of chapters), and the old numbers of those that are not; null: not known. */
  const paper = (draft, data) => {
    if (!draft.q) return null;
    const places = new Map(data.questions.map(([id], index) => [id, index]));
    const chapter = (index) => data.lessons[data.questions[index][1]][2];
    const indices = draft.q.filter(([id]) => places.has(id)).map(([id]) => places.get(id));
    const gone = draft.q.flatMap(([id], place) => (places.has(id) ? [] : [place + 1]));
    return { indices: indices.sort((a, b) => chapter(a) - chapter(b)), gone };
  };

  /** Set the draft to today's wordings ([[id, fingerprint], …]): answers to others are kept apart,
      and come back with their wording. Returns the ids that are worded otherwise. */
  const renew = (draft, wordings) => {
    const had = new Map(draft.q || []);
    const now = new Map(wordings);
    const changed = wordings.flatMap(([id, hash]) => (had.has(id) && had.get(id) !== hash ? [id] : []));
    const was = new Map(Object.entries(draft.was || {}));
    const answers = new Map(Object.entries(draft.a));
    for (const id of changed) {
      if (answers.has(id)) was.set(`${id} ${had.get(id)}`, answers.get(id));
      answers.delete(id);
      const back = was.get(`${id} ${now.get(id)}`);
      if (back) answers.set(id, back);
    }
    draft.a = Object.fromEntries(answers);
    if (was.size) draft.was = Object.fromEntries(was);
    const gone = (draft.q || []).filter(([id]) => !now.has(id));
    draft.q = [...wordings, ...gone];
    return changed;
  };

  self.courseExamRecord = { blank, parse, merge, united, latest, best, paper, renew, nameOf };
})();
