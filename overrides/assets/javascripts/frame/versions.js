// @ts-check
/* Versions of the course side by side: a page of an old one says so and leads to the same page
   of the latest; where there are several, the foot of the page lists them. The list lies at the
   root of the latest; an old version is a folder v… in it. Does nothing in a folder. */
(() => {
  "use strict";
  const { element, link } = courseDom;
  const { ROOT, VERSION, isServed } = coursePlace;
  if (!isServed) return;
  const isAside = /\/v\d[\w.-]*\/$/.test(ROOT.pathname);
  const HOME = isAside ? new URL("../", ROOT) : ROOT;
  /** @param {string} path */
  const there = (path) => new URL(path, HOME).href;

  /**
   * @param {any} one
   * @returns {one is {version: string, path: string, date: string, latest?: boolean}}
   */
  const isVersion = (one) =>
    one !== null && typeof one === "object" && ["version", "path", "date"].every((key) => typeof one[key] === "string") &&
    /^(\.|v\d[\w.-]*)\/$/.test(one.path);

  /** @param {boolean} isKnown */
  const warn = (isKnown) => {
    const bar = element("div", "mdx-old md-typeset");
    bar.setAttribute("role", "region");
    bar.setAttribute("aria-label", "旧版提示");
    const latest = link("看最新版", there("index.html"));
    const fact = isKnown ? `这是旧版 ${VERSION}，内容可能过期。` : `${VERSION} 版已经撤下，内容可能有误。`;
    const words = element("p", "mdx-old__text", fact);
    words.append(latest);
    bar.append(words);
    const main = document.querySelector(".mdx-frame") || document.body;
    main.before(bar);
    const page = location.href.replace(/[?#].*/, "").slice(ROOT.href.length);
    const same = there(page || "index.html");
    fetch(same, { method: "HEAD", cache: "no-cache" }).then(
      (answer) => {
        if (answer.ok) latest.href = same + location.hash;
      },
      () => {},
    );
  };

  /** @param {{version: string, path: string, date: string, latest?: boolean}[]} versions */
  const list = (versions) => {
    const foot = document.querySelector(".mdx-footer__end");
    if (!foot || versions.length < 2) return;
    const nav = element("nav", "mdx-versions", "版本：");
    nav.setAttribute("aria-label", "课程版本");
    const items = element("ul", "mdx-versions__list");
    for (const { version, path, date, latest } of versions) {
      const item = element("li");
      const to = link(latest ? `${version}（最新）` : version, there(`${path}index.html`));
      to.title = date;
      if (version === VERSION) to.setAttribute("aria-current", "true");
      item.append(to);
      items.append(item);
    }
    nav.append(items);
    foot.append(nav);
  };

  const start = async () => {
    try {
      const answer = await fetch(there("versions.json"), { cache: "no-cache" });
      const found = answer.ok ? await answer.json() : [];
      const versions = Array.isArray(found) ? found.filter(isVersion) : [];
      const latest = versions.find((one) => one.latest === true);
      if (!latest) return;
      if (isAside && latest.version !== VERSION) warn(versions.some((one) => one.version === VERSION));
      list(versions);
    } catch {
      /* no list, or no network: the page stands alone */
    }
  };
  start();
})();
