/* What is ticked or typed but not submitted, kept beside the learning record until it is:
   {question's id: {h fingerprint, a given, on stamp of the record it was typed over (0: none)}}. */
(() => {
  "use strict";
  const { store } = window.courseware;
  const { isObject } = self.courseRecord;
  const drawer = store.drawer("drafts");

  const all = () => {
    try {
      const found = JSON.parse(drawer.read() || "{}");
      return new Map(isObject(found) ? Object.entries(found) : []);
    } catch {
      return new Map();
    }
  };
  const isStrange = () => {
    try {
      return !isObject(JSON.parse(drawer.read() || "{}"));
    } catch {
      return true;
    }
  };
  const over = (record) => (record ? record.t : 0);

  window.courseware.drafts = {
    /** What was given to a question in this wording, over this record of it; null: nothing. */
    read(id, hash) {
      const found = all().get(id);
      const isSound =
        isObject(found) && found.h === hash && found.on === over(store.answer(id, hash)) && Array.isArray(found.a);
      return isSound ? found.a.map(String) : null;
    },
    /** Keep what is given; nothing given, or submitted (null): forget it. */
    keep(id, hash, given) {
      const drafts = all();
      if (!drafts.size && isStrange()) store.setAside(drawer.read());
      if (!drafts.delete(id) && !given) return;
      if (given && given.some(Boolean)) drafts.set(id, { h: hash, a: given, on: over(store.answer(id, hash)) });
      drawer.write(JSON.stringify(Object.fromEntries(drafts)));
    },
  };
})();
