/* The pure scripts as a browser would run them, and one expression over them.
   Arguments: scripts. Standard input: {"run": "(input) => …", "input": …}. Prints JSON. */
const fs = require("fs");
const vm = require("vm");
const world = { JSON, Math, Date };
vm.createContext(world);
process.argv.slice(2).forEach((file) => vm.runInContext(fs.readFileSync(file, "utf-8"), world, { filename: file }));
const { run, input } = JSON.parse(fs.readFileSync(0, "utf-8"));
world.input = input;
console.log(JSON.stringify(vm.runInContext(`(${run})(input)`, world)));
