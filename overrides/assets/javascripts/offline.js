/* Reading without a network: registers the service worker, says when a new edition is ready,
   and lets the reader keep the whole course. Does nothing in a folder or over plain HTTP. */
(() => {
  "use strict";
  const ROOT = new URL("../../", document.currentScript.src);
  if (!/^https?:$/.test(location.protocol)) return;
  const manifest = document.createElement("link");
  manifest.rel = "manifest";
  manifest.href = new URL("manifest.webmanifest", ROOT).href;
  document.head.append(manifest);
  if (!("serviceWorker" in navigator) || !window.isSecureContext) return;

  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    return made;
  };
  const button = (text, action) => {
    const made = element("button", "mdx-button", text);
    made.type = "button";
    made.addEventListener("click", action);
    return made;
  };

  const tell = (worker) => {
    if (document.querySelector(".mdx-update")) return;
    const bar = element("div", "mdx-update md-typeset", "");
    bar.setAttribute("role", "status");
    document.body.append(bar);
    bar.append(
      element("span", "mdx-update__text", "课程有新版本。"),
      button("换到新版本", () => worker.postMessage("use")),
      button("稍后", () => bar.remove()),
    );
  };

  const watch = (registration) => {
    const ready = () => registration.waiting && navigator.serviceWorker.controller && tell(registration.waiting);
    ready();
    registration.addEventListener("updatefound", () => {
      const { installing } = registration;
      if (installing) installing.addEventListener("statechange", ready);
    });
  };

  const offer = (box) => {
    const status = element("span", "mdx-offline__status", "");
    status.setAttribute("role", "status");
    const start = button("把整门课存到这台设备", async () => {
      start.disabled = true;
      const { active } = await navigator.serviceWorker.ready;
      const channel = new MessageChannel();
      channel.port1.onmessage = ({ data }) => {
        const finished = data.done === data.all;
        status.textContent = data.failed ? "没有存完，请检查网络后再试。" : finished ? "已存好，断网也能读。" : `${data.done} / ${data.all}`;
        start.disabled = !data.failed;
      };
      active.postMessage("keep-all", [channel.port2]);
    });
    box.append(start, " ", status);
    box.hidden = false;
  };

  let controlled = Boolean(navigator.serviceWorker.controller);
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (controlled) location.reload();
    controlled = true;
  });
  window.addEventListener("load", async () => {
    try {
      const worker = new URL("sw.js", ROOT).href;
      const registration = await navigator.serviceWorker.register(worker, { updateViaCache: "none" });
      watch(registration);
      document.querySelectorAll("[data-mdx-offline]").forEach(offer);
      const { active } = await navigator.serviceWorker.ready;
      const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
      const later = [...document.querySelectorAll("[data-later]")].map((script) => new URL(script.dataset.later, document.baseURI).href);
      active.postMessage({ keep: [location.href.replace(/#.*/, ""), ...loaded, ...later] });
    } catch {
      /* private window or storage off: the site works, only not offline */
    }
  });
})();
