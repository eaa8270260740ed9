// @ts-check
/* A paper that was begun before the course was updated, in the course of today. Pure. */
const courseRenewal = (() => {
  "use strict";

  /**
   * The paper of a draft in the course of today: its questions that are still there (indices, in
   * the order of chapters), and the old numbers of those that are not; null: not known.
   * @param {Draft} draft
   * @param {ExamData} data
   */
  const paper = (draft, data) => {
    if (!draft.q) return null;
    const places = new Map(data.questions.map(([id], index) => [id, index]));
    /** @param {number} index */
    const chapter = (index) => data.lessons[data.questions[index][1]][2];
    const indices = draft.q.flatMap(([id]) => places.get(id) ?? []);
    const gone = draft.q.flatMap(([id], place) => (places.has(id) ? [] : [place + 1]));
    return { indices: indices.sort((a, b) => chapter(a) - chapter(b)), gone };
  };

  /**
   * Set the draft to today's wordings: answers to others are kept apart, and come back with their
   * wording. Returns the ids that are worded otherwise.
   * @param {Draft} draft
   * @param {[id: string, hash: string][]} wordings
   */
  const renew = (draft, wordings) => {
    const had = new Map(draft.q || []);
    const now = new Map(wordings);
    const changed = wordings.flatMap(([id, hash]) => (had.has(id) && had.get(id) !== hash ? [id] : []));
    const was = new Map(Object.entries(draft.was || {}));
    const answers = new Map(Object.entries(draft.a));
    for (const id of changed) {
      const given = answers.get(id);
      if (given) was.set(`${id} ${had.get(id)}`, given);
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

  return { paper, renew };
})();
