// @ts-check
/* Stamps. Pure.

   A stamp says which of two answers is later: round × 10^13 + the device's own time (ms). The round
   is 0 and the device's time decides, until a clock stands before an answer that it knows: then the
   next round begins, so that an answer given later on a record wins however wrong its clock. Stamps
   below EARLIEST stand for an answer whose time nobody knows (a short code KC1): they yield to others. */
const courseStamps = (() => {
  "use strict";
  const ROUND = 1e13;
  const LIMIT = 9e15;
  const EARLIEST = 1e11; // 1973: no clock of a browser stands before it
  const SECOND = 1000;
  const NEAR = 36e5; // clocks this far apart are in one round

  /** @param {any} value */
  const isStamp = (value) => Number.isInteger(value) && value >= 0 && value < LIMIT;
  /** @param {number} stamp */
  const timeOf = (stamp) => stamp % ROUND;
  /** @param {number} stamp */
  const dayOf = (stamp) => new Date(timeOf(stamp)).toDateString();

  /**
   * The stamp of what happens now, after all that is known (a stamp; 0: nothing).
   * @param {number} known
   * @param {number} now
   */
  const stampAfter = (known, now) => {
    const time = Math.min(Math.max(Math.floor(now), EARLIEST), ROUND - 1);
    const own = known - timeOf(known) + time;
    const second = Math.floor(known / SECOND) * SECOND;
    if (own >= second + SECOND) return own; // codes carry whole seconds
    if (known - own < NEAR || own + ROUND >= LIMIT) return second + SECOND;
    return own + ROUND;
  };

  return { isStamp, stampAfter, timeOf, dayOf, ROUND, SECOND };
})();
