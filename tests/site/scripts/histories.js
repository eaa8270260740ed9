/* Random lives of one trainee's record on several devices, against the truth. Run by node; the
   pure scripts are given as files. Prints JSON. */
const fs = require("fs");
const vm = require("vm");
const [files, seed, rounds] = [process.argv.slice(4), Number(process.argv[2]), Number(process.argv[3])];
const world = { JSON, Math, Date };
vm.createContext(world);
files.forEach((file) => vm.runInContext(fs.readFileSync(file, "utf-8"), world, { filename: file }));
const { blank, read, write, merge } = vm.runInContext("courseRecord", world);
const { stampAfter, dayOf } = vm.runInContext("courseStamps", world);
const { digest } = vm.runInContext("courseNumbers", world);
const { encode, find } = vm.runInContext("courseCode", world);

let a = seed;
const random = () => {
  a = (a + 0x6d2b79f5) | 0;
  let t = Math.imul(a ^ (a >>> 15), 1 | a);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const below = (n) => Math.floor(random() * n);
const pick = (list) => list[below(list.length)];
const mixed = (list) => list.map((one) => [random(), one]).sort(([x], [y]) => x - y).map(([, one]) => one);

const START = Date.UTC(2026, 10, 20);
const DAY = 864e5;
const QUESTIONS = ["1-01", "1-02", "1-07", "2-03", "2-11"];
const hashOf = (id) => (parseInt(id.replace("-", ""), 10) * 7919).toString(16).padStart(8, "0");
const known = {
  course: "c", lessons: ["one", "two"],
  questions: new Map(QUESTIONS.map((id) => [id.split("-").map(Number).join(" "), { id, hash: hashOf(id) }])),
};
/* Clocks: what a device shows at a true time. */
const CLOCKS = {
  right: () => (now) => now,
  slow: () => (now) => now - 2 * DAY,
  fast: () => (now) => now + 3 * DAY,
  "set back once": (at) => (now) => (now < at ? now + 3 * DAY : now),
  "set back two days": (at) => (now) => (now < at ? now : now - 2 * DAY),
  "set forward": (at) => (now) => (now < at ? now - 400 * DAY : now),
  "1970": () => (now) => now - START,
  "2099": (at) => (now) => (now < at ? now + 73 * 365 * DAY : now),
  wild: () => (now) => now + Math.floor((Math.sin(now / 3e6) + 1) * 40 * DAY),
};

/** A short code as versions before KC2 made it, at this time of the device's. */
const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const spell = (number, length) =>
  Array.from({ length }, (_, place) => SIGNS[(number >>> (6 * place)) & 63]).join("");
const encode1 = (state, now) => {
  const parts = [1, 2].map((chapter) => {
    let text = "";
    for (let number = 1; number <= 11; number += 1) {
      const question = known.questions.get(`${chapter} ${number}`);
      const one = question && state.answers.get(question.id);
      const value = !one || one.k < 0 ? 0 : !one.k ? 2 : one.x && one.r.length < 2 ? 3 : 1;
      const bits = question && parseInt(question.hash.slice(0, 3), 16) & 1023;
      text += value ? SIGNS[(value << 4) | (bits >> 6)] + SIGNS[bits & 63] : SIGNS[0];
    }
    return SIGNS[chapter] + text;
  });
  const body = ["KC1", state.who, Math.floor(Math.max(0, now) / 6e4).toString(36), "", ...parts].join(".");
  return `${body}.${spell(digest(body), 3)}`;
};

/* Each answer has a name (in `a`), what it knew before it, and when it was really given. */
const keep = (device, id, isRight, now, truth) => {
  const old = device.state.answers.get(id);
  const highest = old ? Math.max(old.t, old.x, ...old.r) : 0;
  const t = stampAfter(highest, device.clock(now));
  let { x, r } = old || { x: 0, r: [] };
  if (!isRight) [x, r] = [t, []];
  else if (x && r.length < 2 && !r.some((stamp) => dayOf(stamp) === dayOf(t))) r = [...r, t];
  const name = truth.answers.length;
  truth.answers.push({ id, now, isRight, knew: new Set(device.knows.get(id) || []), stamp: t });
  device.knows.set(id, new Set([...(device.knows.get(id) || []), name]));
  device.state.answers.set(id, { h: hashOf(id), a: [String(name)], k: isRight ? 1 : 0, n: 0, t, x, r });
};
const learn = (device, knows) => {
  for (const [id, names] of knows) device.knows.set(id, new Set([...(device.knows.get(id) || []), ...names]));
};

const MAKE = { file: write, KC2: (state) => encode(state, "c", null), KC1: encode1 };
const live = (clocks, sends) => {
  const truth = { answers: [] };
  const at = START + below(8) * DAY;
  const devices = clocks.map((name) => ({ clock: CLOCKS[name](at), state: blank("aaaaaaaa"), knows: new Map() }));
  const sent = [];
  let now = START;
  for (let step = 0; step < 30; step += 1) {
    now += below(4) ? 2000 + below(90) * 1000 : below(3 * DAY);
    const device = pick(devices);
    const act = random();
    if (act < 0.6) {
      const id = pick(QUESTIONS);
      keep(device, id, random() < 0.5, now, truth);
      if (!below(6)) keep(device, id, random() < 0.5, now + 300, truth); // within one second
    } else if (act < 0.8) {
      const how = pick(sends);
      const text = MAKE[how](device.state, device.clock(now));
      sent.push({ how, text, knows: new Map([...device.knows].map(([id, names]) => [id, new Set(names)])) });
    } else if (sent.length) {
      const one = pick(sent);
      device.state = merge(device.state, open(one));
      if (one.how !== "KC1") learn(device, one.knows); // it says no times: not known to be before
    }
  }
  for (const device of devices) {
    sent.push({ how: "file", text: write(device.state), knows: device.knows });
  }
  return { truth, devices, sent };
};
const open = ({ how, text }) => {
  const found = how === "file" ? read(text) : find(`我的：“${text}”。`, known);
  if (found.fault) throw new Error(`${how}: ${found.fault}`);
  return found.state;
};

const result = {};
const say = (name, what) => {
  const none = { answers: 0, lost: 0, nameless: 0, superseded: 0, earlier: 0, orders: 0 };
  const row = (result[name] = result[name] || none);
  Object.entries(what).forEach(([key, value]) => (row[key] += value));
};
for (const sends of [["file"], ["KC2"], ["KC1"], ["file", "KC2", "KC1"]]) {
  for (const name of Object.keys(CLOCKS)) {
    for (let round = 0; round < rounds; round += 1) {
      const clocks = round % 2 ? ["right", name] : [name, name, "right"];
      const { truth, sent } = live(clocks, sends);
      const texts = new Set();
      let end;
      for (let order = 0; order < 6; order += 1) {
        const half = sent.filter(() => random() < 0.5);
        end = mixed([...sent, ...half]).map(open).reduce(merge, blank("aaaaaaaa"));
        texts.add(write(end));
      }
      const isRight = name === "right";
      const count = { answers: truth.answers.length, orders: texts.size - 1, lost: 0, nameless: 0, superseded: 0, earlier: 0 };
      for (const id of QUESTIONS) {
        const own = truth.answers.flatMap((one, place) => (one.id === id ? [place] : []));
        const won = end.answers.get(id);
        if (!own.length) continue;
        if (!won) {
          count.lost += 1;
          continue;
        }
        if (!won.a) {
          count.nameless += 1; // only codes say no name, and each device's file is read, too
          continue;
        }
        const winner = Number(won.a[0]);
        if (own.some((place) => truth.answers[place].knew.has(winner))) count.superseded += 1;
        if (isRight && winner !== Math.max(...own)) count.earlier += 1;
      }
      say(`${name} · ${sends.join("+")}`, count);
    }
  }
}
console.log(JSON.stringify(result));
