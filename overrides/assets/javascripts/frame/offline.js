// @ts-check
/* Reading without a network: registers the service worker, says when a new edition is ready,
   and lets the reader keep the whole course. Does nothing in a folder or over plain HTTP. */
(() => {
  "use strict";
  const { all, element, button, status: live } = courseDom;
  const { ROOT, isServed } = coursePlace;
  if (!isServed) return;
  const manifest = element("link");
  manifest.rel = "manifest";
  manifest.href = new URL("manifest.webmanifest", ROOT).href;
  document.head.append(manifest);
  if (!("serviceWorker" in navigator) || !window.isSecureContext) return;
  const workers = navigator.serviceWorker;
  const BUTTON = "mdx-button";

  /** @param {ServiceWorker} worker */
  const tell = (worker) => {
    if (document.querySelector(".mdx-update")) return;
    const bar = live("div", "mdx-update md-typeset");
    document.body.append(bar);
    bar.append(
      element("span", "mdx-update__text", "课程有新版本。"),
      button("换到新版本", () => worker.postMessage("use"), BUTTON),
      button("稍后", () => bar.remove(), BUTTON),
    );
  };

  /** @param {ServiceWorkerRegistration} registration */
  const watch = (registration) => {
    const ready = () => registration.waiting && workers.controller && tell(registration.waiting);
    ready();
    registration.addEventListener("updatefound", () => {
      const { installing } = registration;
      if (installing) installing.addEventListener("statechange", ready);
    });
  };

  /**
   * The worker at work.
   * @returns {Promise<any>}
   */
  const atWork = async () => (await workers.ready).active;

  /** @param {HTMLElement} box */
  const offer = (box) => {
    const status = live("span", "mdx-offline__status");
    const start = button("把整门课存到这台设备", async () => {
      start.disabled = true;
      const worker = await atWork();
      const channel = new MessageChannel();
      channel.port1.onmessage = ({ data }) => {
        const finished = data.done === data.all;
        status.textContent = data.failed ? "没有存完，请检查网络后再试。" : finished ? "已存好，断网也能读。" : `${data.done} / ${data.all}`;
        start.disabled = !data.failed;
      };
      worker.postMessage("keep-all", [channel.port2]);
    }, BUTTON);
    box.append(start, " ", status);
    box.hidden = false;
  };

  let controlled = Boolean(workers.controller);
  workers.addEventListener("controllerchange", () => {
    if (controlled) location.reload();
    controlled = true;
  });
  window.addEventListener("load", async () => {
    try {
      const worker = new URL("sw.js", ROOT).href;
      const registration = await workers.register(worker, { updateViaCache: "none" });
      watch(registration);
      all("[data-mdx-offline]").forEach(offer);
      const active = await atWork();
      const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
      const later = all("[data-later]").map(({ dataset }) => new URL(String(dataset.later), document.baseURI).href);
      active.postMessage({ keep: [location.href.replace(/#.*/, ""), ...loaded, ...later] });
    } catch {
      /* private window or storage off: the site works, only not offline */
    }
  });
})();
