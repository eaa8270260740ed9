// @ts-check
/* Pictures to try out. Each lab adds controls under the still picture it belongs to;
   without this script, and on paper, the picture stands for itself. */
(() => {
  "use strict";

  const { the, all, element, button, status } = courseDom;

  /**
   * @param {string} title
   * @param {string} hint
   */
  const frame = (title, hint) => {
    const box = element("div", "mdx-lab");
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", title);
    box.append(element("p", "mdx-lab__title", title), element("p", "mdx-lab__hint", hint));
    return box;
  };

  /** Hamming (7,4): seven places in three circles; every circle must hold an even number of 1. */
  const hamming = () => {
    const places = [
      ["三圆中心", "甲乙丙"], ["甲乙之间", "甲乙"], ["甲丙之间", "甲丙"], ["乙丙之间", "乙丙"],
      ["只在甲", "甲"], ["只在乙", "乙"], ["只在丙", "丙"],
    ];
    const circles = ["甲", "乙", "丙"];
    /** @type {number[]} */
    let bits = [];
    let wrong = -1;
    const box = frame("动手：翻一位，再把它找出来", "每个圆里 1 的个数都该是偶数。点一格，0 变 1、1 变 0。");
    const cells = element("div", "mdx-lab__cells");
    const counts = element("ul", "mdx-lab__counts");
    const said = status("p", "mdx-lab__said");

    /** @param {string} name */
    const odd = (name) => places.filter(([, inside], i) => bits[i] && inside.includes(name)).length % 2;

    /** @param {string} message */
    const draw = (message) => {
      all("button", cells).forEach((cell, i) => {
        the(".mdx-lab__bit", cell).textContent = String(bits[i]);
        cell.setAttribute("aria-label", `${places[i][0]}，现在是 ${bits[i]}，翻转`);
      });
      counts.replaceChildren(...circles.map((name) =>
        element("li", odd(name) ? "mdx-lab__odd" : "mdx-lab__even", `${name}圆：${odd(name) ? "✕ 奇数" : "✓ 偶数"}`)));
      said.textContent = message;
    };

    /** @param {number} flipped */
    const judge = (flipped) => {
      const bad = circles.filter(odd);
      if (!bad.length) {
        const found = flipped === wrong;
        wrong = -1;
        return found ? "✓ 找对了，三个圆都是偶数。" : "三个圆都是偶数，没有发现错误。";
      }
      const [name] = places[places.findIndex(([, inside]) => inside === bad.join(""))];
      return `${bad.join("、")}圆是奇数：如果只错一位，错的是“${name}”。`;
    };

    const spoil = () => {
      const data = Array.from({ length: 4 }, () => Math.round(Math.random()));
      bits = [...data, 0, 0, 0];
      circles.forEach((name, i) => {
        bits[4 + i] = odd(name);
      });
      wrong = Math.floor(Math.random() * places.length);
      bits[wrong] = 1 - bits[wrong];
      draw("收到的七位里错了一位。哪个圆是奇数？点你认为错的那一格。");
    };

    cells.append(...places.map(([name], i) => {
      const cell = button("", () => {
        bits[i] = 1 - bits[i];
        draw(judge(i));
      }, "mdx-lab__cell");
      cell.append(element("span", "mdx-lab__bit"), element("span", "mdx-lab__name", name));
      return cell;
    }));
    box.append(cells, counts, said, button("换一组，弄错一位", spoil));
    spoil();
    return box;
  };

  /** Multiple access: who owns which piece of frequency and time. */
  const sharing = () => {
    const users = ["甲", "乙", "丙", "丁"];
    const size = 4;
    /** @type {Record<string, {owner: (f: number, t: number) => string, text: string}>} */
    const ways = {
      频分: { owner: (f) => users[f], text: "频分多址：每人占一行，一直用同一段频率。" },
      时分: { owner: (_, t) => users[t], text: "时分多址：每人占一列，轮流用全部频率。" },
      正交频分: { owner: (f, t) => users[[0, 1, 1, 3, 0, 0, 1, 2, 2, 0, 3, 2, 2, 3, 3, 0][f * size + t]], text: "正交频分多址：切成小格，谁要得多就多分几格，随时重分。" },
      码分: { owner: () => users.join(""), text: "码分多址：每一格里四个人同时在说，靠各自的码分开。" },
    };
    const box = frame("动手：四个人怎样分一片资源", "每一行是一段频率，每一列是一小段时间。");
    const choice = element("fieldset", "mdx-lab__choice");
    choice.append(element("legend", "", "办法"));
    const table = element("table", "mdx-lab__grid");
    const said = status("p", "mdx-lab__said");
    /** @param {string} name */
    const draw = (name) => {
      table.replaceChildren(...Array.from({ length: size }, (_, f) => {
        const row = element("tr");
        const head = element("th", "", `频率 ${f + 1}`);
        head.scope = "row";
        row.append(head, ...Array.from({ length: size }, (__, t) => {
          const owner = ways[name].owner(f, t);
          const cell = element("td", "", owner);
          cell.dataset.owner = owner.length > 1 ? "all" : String(users.indexOf(owner));
          return cell;
        }));
        return row;
      }));
      said.textContent = ways[name].text;
    };
    Object.keys(ways).forEach((name, i) => {
      const label = element("label", "", name);
      const input = element("input");
      input.type = "radio";
      input.name = "mdx-lab-sharing";
      input.checked = i === 0;
      input.addEventListener("change", () => draw(name));
      label.prepend(input);
      choice.append(label);
    });
    box.append(choice, table, said);
    draw("频分");
    return box;
  };

  /** @type {Record<string, () => HTMLElement>} */
  const labs = { hamming, sharing };
  all("figure[data-lab]").forEach((figure) => {
    const make = labs[String(figure.dataset.lab)];
    if (make) figure.after(make());
  });
})();
