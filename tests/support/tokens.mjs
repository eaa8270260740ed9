/* The words of scripts. Standard input, as JSON: { modules, files: { name: source } }. Standard
   output, as JSON: { name: [word, …] }. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { modules, files } = JSON.parse(readFileSync(0, "utf-8"));
const { tokenize } = createRequire(`${modules}/`)("espree");
const found = Object.entries(files).map(([name, source]) => {
  try {
    return [name, tokenize(source, { ecmaVersion: 2020 }).map(({ value }) => value)];
  } catch {
    return [name, []];
  }
});
process.stdout.write(JSON.stringify(Object.fromEntries(found)));
