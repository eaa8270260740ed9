/* Looks through scripts for slips: what ESLint recommends, and what this house wants. Names and their
   uses over files are TypeScript's business (tsconfig.json). Standard input, as JSON: { modules, files:
   { name: source } }. Standard output, as JSON: [[name, line, rule], …]. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { modules, files } = JSON.parse(readFileSync(0, "utf-8"));
const require = createRequire(`${modules}/`);
const { Linter } = require("eslint");
const { builtinRules } = require("eslint/use-at-your-own-risk");

const recommended = [...builtinRules].filter(([, { meta }]) => meta.docs.recommended).map(([name]) => [name, "error"]);
const rules = {
  ...Object.fromEntries(recommended),
  "no-undef": "off", // TypeScript's
  "no-unused-vars": "off",
  "no-control-regex": "off", // Chinese is told from Latin by them
  "array-callback-return": "error",
  complexity: ["error", 20],
  "default-case-last": "error",
  eqeqeq: "error",
  "max-depth": ["error", 4],
  "no-alert": "error",
  "no-console": "error",
  "no-constructor-return": "error",
  "no-else-return": "error",
  "no-eval": "error",
  "no-extend-native": ["error", { exceptions: ["Element"] }],
  "no-implied-eval": "error",
  "no-lonely-if": "error",
  "no-loop-func": "error",
  "no-new-func": "error",
  "no-param-reassign": "error",
  "no-promise-executor-return": "error",
  "no-script-url": "error",
  "no-self-compare": "error",
  "no-sequences": "error",
  "no-shadow": ["error", { builtinGlobals: false }],
  "no-template-curly-in-string": "error",
  "no-throw-literal": "error",
  "no-unmodified-loop-condition": "error",
  "no-unneeded-ternary": "error",
  "no-use-before-define": ["error", { functions: false, classes: true, variables: false }],
  "no-useless-concat": "error",
  "no-useless-rename": "error",
  "no-useless-return": "error",
  "no-var": "error",
  "object-shorthand": "error",
  "prefer-arrow-callback": "error",
  "prefer-const": ["error", { destructuring: "all" }],
  "prefer-destructuring": ["error", { VariableDeclarator: { array: false, object: true } }],
  "prefer-rest-params": "error",
  "prefer-spread": "error",
  radix: ["error", "always"],
  strict: ["error", "function"],
};

const linter = new Linter({ configType: "flat" });
const config = {
  files: ["**/*.js"],
  languageOptions: { ecmaVersion: 2020, sourceType: "script" },
  linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: "off" },
  rules,
};
const found = Object.entries(files).flatMap(([name, source]) =>
  linter
    .verify(source, [config], { filename: `${name.replace(/[^\w]/g, "-")}.js` })
    .map(({ line, ruleId, message }) => [name, line, ruleId || message]),
);
process.stdout.write(JSON.stringify(found));
