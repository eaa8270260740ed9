// @ts-check
/* Bits as signs that people can copy, six a sign. Pure. */
const courseBits = (() => {
  "use strict";
  const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  /**
   * A number as so many signs, the lowest six bits first.
   * @param {number} number
   * @param {number} length
   */
  const spell = (number, length) =>
    Array.from({ length }, (_, place) => SIGNS[(number >>> (6 * place)) & 63]).join("");

  /**
   * The first bits of a fingerprint.
   * @param {string} hash
   */
  const tenBits = (hash) => parseInt(hash.slice(0, 3), 16) & 1023;

  class Writer {
    constructor() {
      /** @type {number[]} */
      this.bits = [];
    }
    /**
     * @param {number} value
     * @param {number} width
     */
    put(value, width) {
      for (let bit = width - 1; bit >= 0; bit -= 1) this.bits.push(Math.floor(value / 2 ** bit) % 2);
    }
    /**
     * Any natural number; small ones are short.
     * @param {number} value
     * @param {number} order
     */
    count(value, order) {
      const whole = value + 2 ** order;
      const width = Math.floor(Math.log2(whole)) + 1;
      this.put(0, width - 1 - order);
      this.put(whole, width);
    }
    /**
     * @param {number} value
     * @param {number} order
     */
    difference(value, order) {
      this.count(value < 0 ? -2 * value - 1 : 2 * value, order);
    }
    get text() {
      let out = "";
      for (let at = 0; at < this.bits.length; at += 6) {
        let sign = 0;
        for (let bit = 0; bit < 6; bit += 1) sign = sign * 2 + (this.bits[at + bit] || 0);
        out += SIGNS[sign];
      }
      return out;
    }
  }

  class Reader {
    /** @param {string} text */
    constructor(text) {
      this.bits = [...text].flatMap((sign) => {
        const value = SIGNS.indexOf(sign);
        if (value < 0) throw new RangeError("not a sign");
        return [5, 4, 3, 2, 1, 0].map((bit) => (value >> bit) & 1);
      });
      this.at = 0;
    }
    /** @param {number} width */
    take(width) {
      if (this.at + width > this.bits.length) throw new RangeError("cut off");
      let value = 0;
      for (let bit = 0; bit < width; bit += 1) value = value * 2 + this.bits[this.at++];
      return value;
    }
    /** @param {number} order */
    count(order) {
      let more = 0;
      while (!this.take(1)) more += 1;
      if (more + order > 52) throw new RangeError("no number");
      return 2 ** (more + order) + this.take(more + order) - 2 ** order;
    }
    /** @param {number} order */
    difference(order) {
      const value = this.count(order);
      return value % 2 ? -(value + 1) / 2 : value / 2;
    }
  }

  return { SIGNS, spell, tenBits, Writer, Reader };
})();
