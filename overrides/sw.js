const RELEASE = { version: "", files: {} };
// @ts-check
/* Service worker: pages that were read once open without a network; "keep all" stores the rest.
   The line above is filled in by the build: every file with the start of its hash.
   Pages come from the network if it answers in time (rules change, stale ones harm); other
   files come from the store, where each is kept under its hash, so that an update fetches
   only what changed. `offline: false` in mkdocs.yml publishes one in its place that clears up. */
(() => {
  "use strict";
  /** @type {ServiceWorkerGlobalScope} */
  const worker = /** @type {any} */ (self);
  /** @type {Record<string, string>} */
  const FILES = RELEASE.files;
  const PATIENCE = 3000; // ms
  const ROOT = new URL("./", location.href);
  const STORE = `courseware-1 ${ROOT.pathname}`; // courses may share a host
  const FIXED = /\.[0-9a-f]{8}\.(min\.)?(css|js)$/; // the name holds the version
  /**
   * A file's address without its version.
   * @param {string | URL} url
   */
  const nameOf = (url) => new URL(url).pathname.replace(/\.[0-9a-f]{8}(?=\.(min\.)?(css|js)$)/, "");
  const NOT_HERE = [
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width"><title>没有网络</title>',
    "<h1>没有网络，这一页也没有存在这台设备上</h1>",
    `<p>读过的页面还能打开：<a href="${ROOT.href}index.html">回首页</a>，或者等有网络时再来。</p></html>`,
  ].join("\n");

  /**
   * Older versions of the course lie in folders v… below the latest: they have their own worker.
   * @param {URL} url
   */
  const isElsewhere = (url) => url.href.startsWith(ROOT.href) && /^v\d[\w.-]*\//.test(url.href.slice(ROOT.href.length));

  /** @param {string} path */
  const keyOf = (path) => new URL(`${path}?${FILES[path]}`, ROOT).href;

  /**
   * The file of this release that a request means; "" for anything else.
   * @param {URL} url
   */
  const fileOf = (url) => {
    if (!url.href.startsWith(ROOT.href)) return "";
    const path = decodeURI(url.href.slice(ROOT.href.length).replace(/[?#].*$/, "")) || "index.html";
    const version = FILES[path];
    const known = version && (!url.search || url.search === `?${version}` || !/^\?[0-9a-f]{8}$/.test(url.search));
    return known ? path : "";
  };

  /**
   * @param {string} path
   * @param {Cache} [cache]
   */
  const keep = async (path, cache) => {
    const store = cache || (await caches.open(STORE));
    if (await store.match(keyOf(path))) return;
    const answer = await fetch(new URL(path, ROOT), { cache: FIXED.test(path) ? "default" : "no-cache" });
    if (answer.ok && !answer.redirected) await store.put(keyOf(path), answer);
  };

  /** What an earlier release had in store is fetched again where it changed. */
  const install = async () => {
    const store = await caches.open(STORE);
    const had = new Set((await store.keys()).map((request) => nameOf(request.url)));
    const again = Object.keys(FILES).filter((path) => had.has(nameOf(new URL(path, ROOT))));
    await Promise.all(again.map((path) => keep(path, store)));
  };

  const tidy = async () => {
    const store = await caches.open(STORE);
    const now = new Set(Object.keys(FILES).map(keyOf));
    const old = (await store.keys()).filter((request) => !now.has(request.url));
    await Promise.all(old.map((request) => store.delete(request)));
  };

  /** @param {string} path */
  const stored = async (path) => (await caches.open(STORE)).match(keyOf(path));

  /**
   * @param {FetchEvent} event
   * @param {string} path
   */
  const page = async (event, path) => {
    const waiting = fetch(event.request).then((answer) => {
      if (answer.ok && path && !answer.redirected) {
        const copy = answer.clone();
        event.waitUntil(caches.open(STORE).then((store) => store.put(keyOf(path), copy)));
      }
      return answer;
    });
    waiting.catch(() => {});
    const saved = path && (await stored(path));
    /** @type {Promise<Response | undefined | "">} */
    const late = new Promise((resolve) => {
      setTimeout(resolve, PATIENCE, saved);
    });
    try {
      return (await (saved ? Promise.race([waiting, late]) : waiting)) || (await waiting);
    } catch {
      return saved || new Response(NOT_HERE, { headers: { "Content-Type": "text/html; charset=utf-8" } });
    }
  };

  /**
   * @param {FetchEvent} event
   * @param {string} path
   */
  const asset = async (event, path) => {
    const saved = await stored(path);
    if (saved) return saved;
    const answer = await fetch(event.request);
    if (answer.ok) {
      const copy = answer.clone();
      event.waitUntil(caches.open(STORE).then((store) => store.put(keyOf(path), copy)));
    }
    return answer;
  };

  /**
   * A file of another release, while this one waits to be replaced.
   * @param {FetchEvent} event
   */
  const other = async (event) => {
    try {
      return await fetch(event.request);
    } catch {
      const store = await caches.open(STORE);
      const near = (await store.keys()).find((key) => nameOf(key.url) === nameOf(event.request.url));
      return (near && (await store.match(near))) || Response.error();
    }
  };

  /** @param {MessagePort} port */
  const keepAll = async (port) => {
    const paths = Object.keys(FILES);
    const store = await caches.open(STORE);
    let done = 0;
    try {
      for (const path of paths) {
        await keep(path, store);
        done += 1;
        port.postMessage({ done, all: paths.length });
      }
    } catch {
      port.postMessage({ done, all: paths.length, failed: true });
    }
  };

  worker.addEventListener("install", (event) => event.waitUntil(install()));
  worker.addEventListener("activate", (event) => event.waitUntil(tidy()));
  worker.addEventListener("message", (event) => {
    if (event.data === "use") worker.skipWaiting();
    if (event.data.keep) {
      const paths = /** @type {string[]} */ (event.data.keep).map((url) => fileOf(new URL(url))).filter(Boolean);
      event.waitUntil(Promise.all(paths.map((path) => keep(path).catch(() => {}))));
    }
    if (event.data === "keep-all") event.waitUntil(keepAll(event.ports[0]));
  });
  worker.addEventListener("fetch", (event) => {
    const url = new URL(event.request.url);
    if (event.request.method !== "GET" || event.request.headers.has("range")) return;
    if (isElsewhere(url)) return;
    const path = fileOf(url);
    if (event.request.mode === "navigate") event.respondWith(page(event, path));
    else if (path) event.respondWith(asset(event, path));
    else if (url.href.startsWith(ROOT.href)) event.respondWith(other(event));
  });
})();
