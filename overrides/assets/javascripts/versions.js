/* Versions of the course side by side: a page of an old one says so and leads to the same page
   of the latest; where there are several, the foot of the page lists them. The list lies at the
   root of the latest; an old version is a folder v… in it. Does nothing in a folder. */
(() => {
  "use strict";
  const OWN = document.currentScript.dataset.version;
  const ROOT = new URL("../../", document.currentScript.src);
  if (!/^https?:$/.test(location.protocol)) return;
  const isAside = /\/v\d[\w.-]*\/$/.test(ROOT.pathname);
  const HOME = isAside ? new URL("../", ROOT) : ROOT;

  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    return made;
  };
  const link = (text, url) => {
    const made = element("a", "", text);
    made.href = url;
    return made;
  };
  const isVersion = (one) =>
    one !== null && typeof one === "object" && ["version", "path", "date"].every((key) => typeof one[key] === "string") &&
    /^(\.|v\d[\w.-]*)\/$/.test(one.path);

  const warn = (known) => {
    const bar = element("div", "mdx-old md-typeset", "");
    bar.setAttribute("role", "region");
    bar.setAttribute("aria-label", "旧版提示");
    const latest = link("看最新版", new URL("index.html", HOME));
    const fact = known ? `这是旧版 ${OWN}，内容可能过期。` : `${OWN} 版已经撤下，内容可能有误。`;
    const words = element("p", "mdx-old__text", fact);
    words.append(latest);
    bar.append(words);
    const main = document.querySelector(".mdx-frame") || document.body;
    main.before(bar);
    const page = location.href.replace(/[?#].*/, "").slice(ROOT.href.length);
    const same = new URL(page || "index.html", HOME);
    fetch(same, { method: "HEAD", cache: "no-cache" }).then(
      (answer) => {
        if (answer.ok) latest.href = same.href + location.hash;
      },
      () => {},
    );
  };

  const list = (versions) => {
    const foot = document.querySelector(".mdx-footer__end");
    if (!foot || versions.length < 2) return;
    const nav = element("nav", "mdx-versions", "版本：");
    nav.setAttribute("aria-label", "课程版本");
    const items = element("ul", "mdx-versions__list", "");
    for (const { version, path, date, latest } of versions) {
      const item = element("li", "", "");
      const to = link(latest ? `${version}（最新）` : version, new URL(`${path}index.html`, HOME));
      to.title = date;
      if (version === OWN) to.setAttribute("aria-current", "true");
      item.append(to);
      items.append(item);
    }
    nav.append(items);
    foot.append(nav);
  };

  const start = async () => {
    try {
      const answer = await fetch(new URL("versions.json", HOME), { cache: "no-cache" });
      const found = answer.ok ? await answer.json() : [];
      const versions = Array.isArray(found) ? found.filter(isVersion) : [];
      const latest = versions.find((one) => one.latest === true);
      if (!latest) return;
      if (isAside && latest.version !== OWN) warn(versions.some((one) => one.version === OWN));
      list(versions);
    } catch {
      /* no list, or no network: the page stands alone */
    }
  };
  start();
})();
