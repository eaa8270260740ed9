// @ts-check
/* The paper on the screen: its questions, what was answered, what is asked before it is handed in. */
const courseSheet = (() => {
  "use strict";
  const { element, link } = courseDom;
  const { fill, box, act, save } = courseDesk;

  /** Lay out the draft's paper: numbers of questions that were changed, old numbers of those that are gone. */
  const lay = () => {
    const { draft, data } = courseDesk;
    const kept = courseRenewal.paper(draft, data);
    courseDesk.indices = kept ? kept.indices : courseDraw.draw(data, draft.seed);
    box("sheet").replaceChildren();
    let chapter = -1;
    const items = courseDesk.indices.map((index, place) => {
      const [, lesson, , markup] = data.questions[index];
      if (data.lessons[lesson][2] !== chapter) {
        chapter = data.lessons[lesson][2];
        box("sheet").append(element("h2", "", data.chapters[chapter]));
      }
      const item = new coursePaper.Item(markup, place + 1, draft);
      box("sheet").append(item.form);
      return item;
    });
    courseDesk.items = items;
    const changed = courseRenewal.renew(draft, items.map(({ id, hash }) => [id, hash]));
    items.forEach((item) => item.show());
    const numbers = items.filter(({ id }) => changed.includes(id)).map(({ number }) => number);
    return { changed: numbers, gone: kept ? kept.gone : [] };
  };

  const showCount = () => {
    const { items, missing } = courseDesk;
    fill("answered").textContent = `已答 ${items.length - missing.length}/${items.length}`;
  };
  const answered = () => {
    courseDesk.items.forEach((item) => {
      if (item.given.some(Boolean)) courseDesk.draft.a[item.id] = item.given;
      else delete courseDesk.draft.a[item.id];
    });
    save();
    showCount();
  };

  /** @param {{form: HTMLElement, order: HTMLElement[]}} item */
  const visit = (item) => {
    item.form.scrollIntoView();
    item.order[0].focus({ preventScroll: true });
  };

  /** @param {boolean} isAsked  whether to hand in with questions unanswered */
  const asked = (isAsked) => {
    act("back").hidden = !isAsked;
    act("submit").textContent = isAsked ? "就这样交卷" : "交卷";
    if (!isAsked) {
      fill("unanswered").textContent = "";
      fill("missing").replaceChildren();
    }
  };
  const ask = () => {
    const { missing } = courseDesk;
    fill("unanswered").textContent = `还有 ${missing.length} 题没有答或没有填完，交卷以后算错：`;
    fill("missing").replaceChildren(
      ...missing.map((item) => {
        const made = link(`第 ${item.number} 题`, `#${item.form.id}`);
        made.addEventListener("click", (event) => {
          event.preventDefault();
          visit(item);
        });
        return made;
      }),
    );
    asked(true);
    fill("unanswered").focus();
  };

  return {
    lay, showCount, answered, ask, asked,
    /** Go to the first question without an answer. */
    first: () => visit(courseDesk.missing[0] || courseDesk.items[0]),
  };
})();
