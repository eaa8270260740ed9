// @ts-check
/* The clock of a paper: it runs while the paper is on the screen. */
const courseClock = (() => {
  "use strict";
  const { fill, say, save, MINUTE } = courseDesk;
  const LATEST = 2 * MINUTE; // a device that slept: more than this between two ticks is not counted
  let ticked = 0;
  let kept = 0;

  /** Milliseconds left. */
  const left = () => courseDesk.limit - courseDesk.draft.ms;

  const show = () => {
    const clock = fill("clock");
    clock.hidden = !courseDesk.draft.timed;
    const seconds = Math.max(0, Math.ceil(left() / 1000));
    clock.textContent = seconds ? `还剩 ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}` : "时间到";
  };

  return {
    left,
    start() {
      ticked = kept = Date.now();
      show();
    },
    tick() {
      const { draft } = courseDesk;
      const now = Date.now();
      const before = left();
      draft.ms += Math.min(LATEST, Math.max(0, now - ticked));
      ticked = now;
      if (draft.timed) {
        /** @param {number} limit */
        const passed = (limit) => before > limit && left() <= limit;
        if (passed(0)) say("时间到了。可以做完再交，会记为超时。");
        else if (passed(MINUTE)) say("还剩 1 分钟。");
        else if (passed(10 * MINUTE)) say("还剩 10 分钟。");
      }
      show();
      if (now - kept >= 1e4) {
        kept = now;
        save();
      }
    },
  };
})();
