// Reads a GIFT file with gift-pegjs and prints what it holds as JSON.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, file] = process.argv.slice(2);
const require = createRequire(pathToFileURL(`${folder}/package.json`));
const { parse } = require("gift-pegjs");
process.stdout.write(JSON.stringify(parse(readFileSync(file, "utf8"))));
