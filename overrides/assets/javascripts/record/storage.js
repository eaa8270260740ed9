// @ts-check
/* This browser's storage under the key of the course, and what goes wrong with it. Beside the record
   (at KEY) are drawers (KEY:name): the self-examination, drafts; and texts that were not understood
   (KEY:aside:…), moved there as they are. */
const courseStorage = (() => {
  "use strict";
  const KEY = `courseware:${coursePlace.COURSE}:1`;
  /** @type {(() => void)[]} */
  const listeners = [];
  /** @type {Map<string, string>} */
  const unsaved = new Map(); // what drawers hold and the storage did not take

  const storage = {
    KEY,
    /** What to tell the trainee, by its name in notice.js; "": nothing. */
    problem: "",
    /** @param {() => void} listener  called when the record or the problem is another */
    onChange: (listener) => listeners.push(listener),
    tell: () => listeners.forEach((listener) => listener()),

    /** @param {any} fault */
    failed(fault) {
      storage.problem = fault.name === "QuotaExceededError" || fault.code === 22 ? "full" : "off";
      return false;
    },

    /**
     * Names of what is stored beside the record.
     * @param {string} [kind]
     */
    beside(kind = "") {
      try {
        return Object.keys(localStorage).filter((key) => key.startsWith(`${KEY}:${kind}`));
      } catch {
        return []; // storage is off: nothing is kept
      }
    },

    forgetDrawers() {
      unsaved.clear();
      storage.beside().forEach((key) => localStorage.removeItem(key));
    },

    /**
     * Keep a text that is not understood under a key of its own; throws where that can't be.
     * @param {string} text
     * @param {string} [key]  where it stands now
     */
    setAside(text, key) {
      const place = `${KEY}:aside:${courseNumbers.digest(text).toString(16)}`;
      try {
        localStorage.setItem(place, text);
      } catch (fault) {
        if (!key) throw fault;
        localStorage.removeItem(key); // no room for both
        try {
          localStorage.setItem(place, text);
        } catch (again) {
          localStorage.setItem(key, text);
          throw again;
        }
      }
    },

    /**
     * Something else of this trainee's that is kept beside the record, under a name.
     * @param {string} name
     */
    drawer(name) {
      const key = `${KEY}:${name}`;
      return {
        /**
         * The text; null if there is none.
         * @returns {string | null}
         */
        read() {
          try {
            return unsaved.get(key) ?? localStorage.getItem(key);
          } catch {
            return null;
          }
        },
        /**
         * Keep a text; false, and the page says why, if it could not be saved.
         * @param {string} text
         */
        write(text) {
          try {
            localStorage.setItem(key, text);
            unsaved.delete(key);
            return true;
          } catch (fault) {
            unsaved.set(key, text);
            storage.failed(fault);
            storage.tell();
            return false;
          }
        },
        /**
         * Another tab changed it: null if it was forgotten with its trainee.
         * @param {(text: string | null) => void} listener
         */
        onChange(listener) {
          addEventListener("storage", (event) => {
            if (event.key === key) listener(event.newValue);
          });
        },
      };
    },
  };
  return storage;
})();
