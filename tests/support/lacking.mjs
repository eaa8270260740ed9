/* Looks through scripts for what the oldest browsers lack: syntax newer than ES2020 and new
   builtins by eslint-plugin-es-x; DOM members, globals, events, elements, attributes and selectors
   by tables. Standard input, as JSON: { modules, level, tables, files: { name: source } }.
   Standard output, as JSON: [[name, line, what], …]. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { modules, tables, files } = JSON.parse(readFileSync(0, "utf-8"));
const require = createRequire(`${modules}/`);
const { Linter } = require("eslint");
const esx = require("eslint-plugin-es-x");

const has = (table, name) => Object.prototype.hasOwnProperty.call(tables[table], name);
const text = (node) => {
  if (node && node.type === "Literal" && typeof node.value === "string") return node.value;
  if (node && node.type === "TemplateLiteral") return node.quasis.map((part) => part.value.cooked).join("");
  return null;
};
const memberName = (node) => (node.computed ? text(node.property) : node.property.name) || "";

const SELECTING = ["querySelector", "querySelectorAll", "matches", "closest"];
const LISTENING = ["addEventListener", "removeEventListener"];
const ATTRIBUTES = ["setAttribute", "toggleAttribute", "hasAttribute", "getAttribute", "removeAttribute"];

/* Names that the scripts themselves give to values and to functions: no browser's. */
const own = { values: new Set(), functions: new Set() };
const isFunction = (node) => ["FunctionExpression", "ArrowFunctionExpression"].includes(node && node.type);
const names = {
  create() {
    const note = (name, value) => {
      if (isFunction(value) || (value && value.type === "Identifier")) own.functions.add(name);
      own.values.add(name);
    };
    return {
      "ObjectExpression > Property"(node) {
        note(node.key.name || node.key.value, node.value);
      },
      MethodDefinition(node) {
        note(node.key.name, node.value);
      },
      "AssignmentExpression > MemberExpression.left"(node) {
        const isLent = node.object.type === "MemberExpression" && memberName(node.object) === "prototype";
        if (isLent || node.object.type === "ThisExpression") note(memberName(node), node.parent.right);
      },
    };
  },
};

const browsers = {
  create(context) {
    const say = (node, table, name) => {
      if (has(table, name)) context.report({ node, message: `${table} ${name}` });
    };
    const member = (node, name) => {
      const isCalled = node.parent.type === "CallExpression" && node.parent.callee === node;
      if (!(isCalled ? own.functions : own.values).has(name)) say(node, "member", name);
    };
    return {
      MemberExpression(node) {
        const name = memberName(node);
        if (node.object.type === "Identifier" && has("static", `${node.object.name}.${name}`)) {
          say(node, "static", `${node.object.name}.${name}`);
        } else if (!(node.object.type === "MemberExpression" && memberName(node.object) === "dataset")) member(node, name);
        if (node.object.type === "Identifier" && ["window", "self", "globalThis"].includes(node.object.name)) say(node, "global", name);
      },
      "ObjectPattern > Property"(node) {
        member(node, node.key.name || node.key.value || "");
      },
      CallExpression(node) {
        const { callee, arguments: given } = node;
        const name = callee.type === "MemberExpression" ? memberName(callee) : callee.name || "";
        const first = text(given[0]);
        if (LISTENING.includes(name) && first) say(node, "event", first);
        if (ATTRIBUTES.includes(name) && first) say(node, "attribute", first.toLowerCase());
        if (["createElement", "element"].includes(name) && first) say(node, "element", first.toLowerCase());
        if (SELECTING.includes(name) && first !== null) {
          for (const [, pseudo] of first.replace(/"[^"]*"|'[^']*'/g, "").matchAll(/::?([a-z-]+)/g)) say(node, "selector", pseudo);
        }
      },
      "Program:exit"(node) {
        const scope = context.sourceCode.getScope(node);
        for (const { identifier } of scope.through) say(identifier, "global", identifier.name);
      },
    };
  },
};

/* Of ES2018–2020 what one of the oldest browsers came to later. */
const LATE = ["es-x/no-regexp-lookbehind-assertions"];
const rules = { "browsers/lacking": "error" };
for (const [name, config] of Object.entries(esx.configs)) {
  if (/^flat\/no-new-in-es(20(2[1-9]|[3-9]\d)|next)(-intl-api)?$/.test(name)) Object.assign(rules, config.rules);
}
for (const name of Object.keys(rules)) if (name.includes("-prototype-")) delete rules[name]; // members
for (const name of LATE) rules[name] = "error";

const linter = new Linter({ configType: "flat" });
const look = (name, source, checked) => linter.verify(source, [
  {
    files: ["**/*.js"],
    languageOptions: { ecmaVersion: "latest", sourceType: "script" },
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: "off" },
    plugins: { "es-x": esx, browsers: { rules: { names, lacking: browsers } } },
    settings: { "es-x": { aggressive: true } },
    rules: checked,
  },
], { filename: `${name.replace(/[^\w]/g, "-")}.js` });

for (const [name, source] of Object.entries(files)) look(name, source, { "browsers/names": "error" });
const found = [];
for (const [name, source] of Object.entries(files)) {
  for (const { line, ruleId, message } of look(name, source, rules)) {
    const what = !ruleId ? `syntax: ${message}` : ruleId.startsWith("es-x/") ? ruleId.slice(8) : message;
    found.push([name, line, what]);
  }
}
process.stdout.write(JSON.stringify(found));
