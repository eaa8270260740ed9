// @ts-check
/* What is ticked or typed but not submitted, kept beside the learning record until it is:
   {question's id: {h fingerprint, a given, on stamp of the record it was typed over (0: none)}}. */
const courseDrafts = (() => {
  "use strict";
  const { isObject } = courseRecord;
  const drawer = courseStore.drawer("drafts");

  /** What is stored; null where it is not understood. */
  const stored = () => {
    try {
      const found = JSON.parse(drawer.read() || "{}");
      return isObject(found) ? found : null;
    } catch {
      return null;
    }
  };
  /**
   * @param {string} id
   * @param {string} hash
   */
  const over = (id, hash) => courseStore.answer(id, hash)?.t ?? 0;

  return {
    /**
     * What was given to a question in this wording, over this record of it; null: nothing.
     * @param {string} id
     * @param {string} hash
     */
    read(id, hash) {
      const found = new Map(Object.entries(stored() || {})).get(id);
      const isSound = isObject(found) && found.h === hash && found.on === over(id, hash) && Array.isArray(found.a);
      return isSound ? found.a.map(String) : null;
    },
    /**
     * Keep what is given; nothing given, or submitted (null): forget it.
     * @param {string} id
     * @param {string} hash
     * @param {string[] | null} given
     */
    keep(id, hash, given) {
      const found = stored();
      if (!found) courseStore.setAside(drawer.read() || "");
      const drafts = new Map(Object.entries(found || {}));
      if (!drafts.delete(id) && !given) return;
      if (given && given.some(Boolean)) drafts.set(id, { h: hash, a: given, on: over(id, hash) });
      drawer.write(JSON.stringify(Object.fromEntries(drafts)));
    },
  };
})();
