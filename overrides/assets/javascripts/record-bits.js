/* Bits as signs that people can copy, six a sign. Pure. */
(() => {
  "use strict";
  const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  /** A number as so many signs, the lowest six bits first. */
  const spell = (number, length) =>
    Array.from({ length }, (_, place) => SIGNS[(number >>> (6 * place)) & 63]).join("");

  class Writer {
    constructor() {
      this.bits = [];
    }
    put(value, width) {
      for (let bit = width - 1; bit >= 0; bit -= 1) this.bits.push(Math.floor(value / 2 ** bit) % 2);
    }
    /** Any natural number; small ones are short. */
    count(value, order) {
      const whole = value + 2 ** order;
      const width = Math.floor(Math.log2(whole)) + 1;
      this.put(0, width - 1 - order);
      this.put(whole, width);
    }
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
    constructor(text) {
      this.bits = [...text].flatMap((sign) => [5, 4, 3, 2, 1, 0].map((bit) => (SIGNS.indexOf(sign) >> bit) & 1));
      this.at = 0;
    }
    take(width) {
      if (this.at + width > this.bits.length) throw new RangeError("cut off");
      let value = 0;
      for (let bit = 0; bit < width; bit += 1) value = value * 2 + this.bits[this.at++];
      return value;
    }
    count(order) {
      let more = 0;
      while (!this.take(1)) more += 1;
      if (more + order > 52) throw new RangeError("no number");
      return 2 ** (more + order) + this.take(more + order) - 2 ** order;
    }
    difference(order) {
      const value = this.count(order);
      return value % 2 ? -(value + 1) / 2 : value / 2;
    }
  }

  self.courseBits = { SIGNS, spell, Writer, Reader };
})();
