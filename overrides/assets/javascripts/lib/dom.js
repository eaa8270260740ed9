// @ts-check
/* Elements: found on the page, and made. */
const courseDom = (() => {
  "use strict";

  /* Chromium before 86 lacks it; every other script counts on it. */
  if (!Element.prototype.replaceChildren) {
    Element.prototype.replaceChildren = function replaceChildren(...nodes) {
      this.textContent = "";
      this.append(...nodes);
    };
  }

  /**
   * The first element that fits. There is one: the page was built with it.
   * @template {Element} [E=HTMLElement]
   * @param {string} selector
   * @param {ParentNode} [root]
   * @returns {E}
   */
  const the = (selector, root = document) => {
    /** @type {any} */
    const found = root.querySelector(selector);
    return found;
  };

  /**
   * All elements that fit, in a list.
   * @template {Element} [E=HTMLElement]
   * @param {string} selector
   * @param {ParentNode} [root]
   * @returns {E[]}
   */
  const all = (selector, root = document) => {
    /** @type {NodeListOf<any>} */
    const found = root.querySelectorAll(selector);
    return [...found];
  };

  /**
   * @template {keyof HTMLElementTagNameMap} T
   * @param {T} tag
   * @param {string} [className]
   * @param {string} [text]
   */
  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  };

  /**
   * @param {string} text
   * @param {(event: MouseEvent) => unknown} act
   * @param {string} [className]
   */
  const button = (text, act, className = "mdx-button mdx-button--quiet") => {
    const made = element("button", className, text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };

  /**
   * @param {string} text
   * @param {string} address
   * @param {string} [className]
   */
  const link = (text, address, className) => {
    const made = element("a", className, text);
    made.href = address;
    return made;
  };

  /**
   * A live region: what is written into it is said. One that comes with its words is not, so it is
   * on the page before it has any.
   * @template {keyof HTMLElementTagNameMap} T
   * @param {T} tag
   * @param {string} className
   */
  const status = (tag, className) => {
    const made = element(tag, className);
    made.setAttribute("role", "status");
    return made;
  };

  /**
   * The parts of a page that its script fills in, shows and listens to, by name.
   * @param {ParentNode} root
   */
  const parts = (root) => {
    /** @param {string} name */
    const act = (name) => the(`[data-act=${name}]`, root);
    return {
      /** @param {string} name */
      fill: (name) => the(`[data-fill=${name}]`, root),
      /** @param {string} name */
      box: (name) => the(`[data-box=${name}]`, root),
      act,
      /**
       * @param {string} name
       * @param {(event: MouseEvent) => unknown} run
       */
      on: (name, run) => act(name).addEventListener("click", run),
    };
  };

  /**
   * Fetch data by a <script>: that works in a folder, too.
   * @param {string} address
   * @returns {Promise<unknown>}
   */
  const fetched = (address) =>
    new Promise((resolve, reject) => {
      const script = element("script");
      script.src = address;
      script.addEventListener("load", resolve);
      script.addEventListener("error", reject);
      document.head.append(script);
    });

  /**
   * Whether what happened, or goes on, at `target` is within the element.
   * @param {Element} outer
   * @param {EventTarget | null} target
   */
  const holds = (outer, target) => target instanceof Node && outer.contains(target);

  /**
   * The link that an event happened in.
   * @param {Event} event
   */
  const linkOf = ({ target }) => (target instanceof Element ? target.closest("a") : null);

  /**
   * While something is open, a click outside of it does nothing but close it.
   * @param {Element[]} inside
   * @param {() => boolean} isOpen
   * @param {() => void} close
   */
  const closeOutside = (inside, isOpen, close) => {
    /** @param {Event} event */
    const clicked = (event) => {
      if (!isOpen() || inside.some((one) => holds(one, event.target))) return;
      event.preventDefault();
      event.stopPropagation();
      close();
    };
    document.addEventListener("click", clicked, true);
  };

  return { the, all, element, button, link, status, parts, fetched, holds, linkOf, closeOutside };
})();
