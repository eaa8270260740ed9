// @ts-check
/* 结业自测: the record of attempts. Pure; kept beside the learning record, never changing it:
     v  1        name  as the trainee typed it for the certificate
     draft  the paper at hand or the one handed in last: seed, digest of the data, t begun (ms),
            ms spent, timed, a (answers by question id), end (ms; 0: not handed in), q the paper's
            questions ([[id, fingerprint], …]), was (answers to other wordings, by "id fingerprint")
     past   results, the latest MOST.past and the best: seed, t (ms), ms, timed, p points, of,
            r red-line questions right, ro of how many, ok passed, ver course version, pm pass mark
            in percent
     aside  [what, value] of anything that was not understood */
/**
 * @typedef {{seed: string, digest: string, t: number, ms: number, timed: boolean,
 *   a: Record<string, string[]>, end: number, q?: [id: string, hash: string][],
 *   was?: Record<string, string[]>}} Draft
 * @typedef {{seed: string, t: number, ms: number, timed: boolean, p: number, of: number, r: number,
 *   ro: number, ok: boolean, ver: string, pm: number}} Past
 * @typedef {{v: number, name: string, draft: Draft | null, past: Past[],
 *   aside?: [what: string, value: unknown][]}} Attempts
 */
const courseAttempts = (() => {
  "use strict";
  const { isObject } = courseRecord;
  const MOST = { past: 100, name: 20, text: 200, given: 30, answers: 999 };

  /** @param {any} value */
  const isCount = (value) => Number.isInteger(value) && value >= 0 && value < 1e15;
  /** @param {unknown} value */
  const isHex = (value) => typeof value === "string" && /^[0-9a-f]{8}$/.test(value);
  /** @param {unknown} value */
  const isGiven = (value) =>
    Array.isArray(value) && value.length <= MOST.given &&
    value.every((text) => typeof text === "string" && text.length <= MOST.text);
  /** @param {unknown} value */
  const areAnswers = (value) =>
    isObject(value) && Object.keys(value).length <= MOST.answers && Object.values(value).every(isGiven);
  /** @param {unknown} value */
  const isPaper = (value) =>
    Array.isArray(value) && value.length <= MOST.answers &&
    value.every((one) => Array.isArray(one) && typeof one[0] === "string" && isHex(one[1]));
  /**
   * @param {unknown} value
   * @returns {value is Draft}
   */
  const isDraft = (value) =>
    isObject(value) && isHex(value.seed) && isHex(value.digest) &&
    [value.t, value.ms, value.end].every(isCount) && typeof value.timed === "boolean" && areAnswers(value.a) &&
    (value.q === undefined || isPaper(value.q)) && (value.was === undefined || areAnswers(value.was));
  /**
   * @param {unknown} value
   * @returns {value is Past}
   */
  const isPast = (value) =>
    isObject(value) && isHex(value.seed) &&
    [value.t, value.ms, value.p, value.of, value.r, value.ro, value.pm].every(isCount) &&
    typeof value.timed === "boolean" && typeof value.ok === "boolean" &&
    typeof value.ver === "string" && value.ver.length <= MOST.text;

  /** @returns {Attempts} */
  const blank = () => ({ v: 1, name: "", draft: null, past: [] });
  /** @param {Past} past */
  const share = ({ p, of }) => (of ? p / of : 0);
  /**
   * The best attempt that was passed, of equal ones the latest; null if there is none.
   * @param {Past[]} past
   */
  const best = (past) =>
    past.filter((one) => one.ok).sort((a, b) => share(b) - share(a) || b.t - a.t)[0] || null;

  /**
   * An attempt came by a file and by a code, which has whole seconds: the same.
   * @param {{seed: string, t: number}} past
   */
  const nameOf = ({ seed, t }) => `${seed} ${Math.floor(t / 1000)}`;
  /**
   * @param {Past} a
   * @param {Past} b
   */
  const fuller = (a, b) => {
    if (a.t !== b.t) return a.t > b.t ? a : b;
    return JSON.stringify(a) >= JSON.stringify(b) ? a : b;
  };
  /**
   * All attempts of two lists, the oldest first.
   * @param {Past[]} one
   * @param {Past[]} other
   */
  const united = (one, other) => {
    /** @type {Map<string, Past>} */
    const all = new Map();
    for (const past of [...one, ...other]) {
      const name = nameOf(past);
      const had = all.get(name);
      all.set(name, had ? fuller(had, past) : past);
    }
    return [...all.values()].sort((a, b) => a.t - b.t || (nameOf(a) < nameOf(b) ? -1 : 1));
  };
  /**
   * The latest of a list and the best: what is kept when one more is added.
   * @param {Past[]} list
   */
  const latest = (list) => {
    const top = best(list);
    return list.filter((past, place) => place >= list.length - MOST.past || past === top);
  };
  /**
   * @template T
   * @param {T[]} list
   * @returns {T[]}
   */
  const distinct = (list) => [...new Map(list.map((one) => [JSON.stringify(one), one])).values()];

  /**
   * Text → record, what is not understood in `aside`; null where it is none.
   * @param {string} text
   * @returns {Attempts | null}
   */
  const parse = (text) => {
    let raw;
    try {
      raw = JSON.parse(text);
      JSON.stringify([[[raw]]]);
    } catch {
      return null;
    }
    if (!isObject(raw) || raw.v !== 1) return null;
    /** @type {[string, unknown][]} */
    const aside = [];
    /**
     * @param {string} what
     * @param {unknown} value
     * @param {(value: any) => boolean} isSound
     */
    const known = (what, value, isSound) => {
      if (!isSound(value)) aside.push([what, value]);
      return isSound(value);
    };
    /** @type {[string, unknown][]} */
    const old = Array.isArray(raw.aside) ? raw.aside : [];
    /** @param {unknown} value */
    const isName = (value) => typeof value === "string" && value.length <= MOST.name;
    /** @type {unknown[]} */
    const past = Array.isArray(raw.past) ? raw.past : [];
    if (raw.past !== past) known("past", raw.past, () => false);
    /** @type {any[]} */
    const again = old.filter((one) => Array.isArray(one) && one[0] === "past" && isPast(one[1]));
    /** @type {Attempts} */
    const record = {
      ...raw,
      v: 1,
      name: known("name", raw.name, isName) ? raw.name : "",
      draft: raw.draft !== null && known("draft", raw.draft, isDraft) ? raw.draft : null,
      past: united(past.filter(/** @returns {one is Past} */ (one) => known("past", one, isPast)), again.map(([, value]) => value)),
      aside: distinct([...old.filter((one) => !again.includes(one)), ...aside]),
    };
    if (!record.aside?.length) delete record.aside;
    return record;
  };

  /**
   * Two records of one person: all attempts; an open paper of the first goes before the other's.
   * @param {Attempts} a
   * @param {Attempts} b
   * @returns {Attempts}
   */
  const merge = (a, b) => {
    /** @param {Attempts} record */
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

  return { blank, parse, merge, united, latest, best, nameOf };
})();
