// @ts-check
/* The certificate, of the paper at hand or of one passed earlier; and the list of past attempts. */
const courseCertificate = (() => {
  "use strict";
  const { the, element, button } = courseDom;
  const { root, fill, box } = courseDesk;
  const nameOf = () => courseDesk.record.name || "＿＿＿＿＿＿";
  /** @type {Past | null} */
  let shown = null;

  /** @param {Past | null} past */
  const show = (past) => {
    shown = past;
    box("certificate").hidden = !past;
    document.documentElement.classList.toggle("mdx-prints-certificate", Boolean(past));
    if (!past) return;
    /** @type {HTMLInputElement} */
    const field = the("#exam-name", root);
    field.value = courseDesk.record.name;
    fill("who").textContent = nameOf();
    fill("date").textContent = courseDesk.dateOf(past.t);
    fill("points").textContent = `${past.p} 分，满分 ${past.of} 分（及格线 ${past.pm}%）`;
    fill("allred").textContent = `${past.ro} 道，全对`;
    fill("spent").textContent = courseDesk.spentOf(past);
    fill("version").textContent = past.ver || "—";
    fill("paper").textContent = past.seed;
  };

  /**
   * Past attempts, the latest first.
   * @param {(past: Past) => void} remove
   */
  const list = (remove) => {
    const lines = [...courseDesk.record.past].reverse().map((past) => {
      const line = element("li");
      const time = new Date(past.t).toLocaleString("zh-CN", { dateStyle: "medium", timeStyle: "short" });
      const red = past.r === past.ro ? "红线题全对" : `红线题错 ${past.ro - past.r} 道`;
      line.append(`${time}：${past.p}/${past.of} 分，${red}，`, element("strong", "", past.ok ? "✓ 通过" : "✕ 未通过"), " ");
      /**
       * @param {string} what
       * @param {() => void} act
       */
      const add = (what, act) => {
        const made = button(what, act);
        made.setAttribute("aria-label", `${what}：${time}`);
        line.append(made);
      };
      if (past.ok) {
        add("证明", () => {
          show(past);
          the("#exam-certificate", root).focus();
        });
        line.append(" ");
      }
      add("删除", () => remove(past));
      return line;
    });
    fill("past").replaceChildren(...lines);
    the("[data-view=past]", root).classList.toggle("mdx-exam--empty", !lines.length);
  };

  return {
    show, list,
    get shown() {
      return shown;
    },
    /** @param {string} name */
    rename(name) {
      courseDesk.record.name = name.trim().slice(0, 20);
      fill("who").textContent = nameOf();
      courseDesk.save();
    },
  };
})();
