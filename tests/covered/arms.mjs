// Where a script may go one way or another: node arms.mjs <input> <output>. The input is a JSON object of texts by name,
// the output one of lists of [first, line] by the same names: the position (in UTF-16 units) and line of each arm, which
// is what an if, a ?:, a case, a loop, a catch, the right of && || ??, a default or a function does if it comes to it.

import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";

const require = createRequire(new URL("../../site/package.json", import.meta.url)); // where npm has put them
const { parse } = require("acorn");
const { full } = require("acorn-walk");

const [input, output] = process.argv.slice(2);
const texts = Object.entries(JSON.parse(await readFile(input, "utf8")));
await writeFile(output, JSON.stringify(Object.fromEntries(texts.map(([name, text]) => [name, arms(text)]))));

/**
 * @param {string} text
 * @returns {[first: number, line: number][]} in their order
 */
function arms(text) {
  /** @type {Map<number, number>} */
  const found = new Map();
  const take = (node) => node && found.set(inside(node).start, inside(node).loc.start.line);
  full(parse(text, { ecmaVersion: "latest", sourceType: "module", locations: true }), (node) => {
    switch (node.type) {
      case "IfStatement":
      case "ConditionalExpression":
        take(node.consequent);
        take(node.alternate);
        break;
      case "SwitchCase":
        take(node.consequent[0]);
        break;
      case "LogicalExpression":
      case "AssignmentPattern":
        take(node.right);
        break;
      case "CatchClause":
      case "ForStatement":
      case "ForInStatement":
      case "ForOfStatement":
      case "WhileStatement":
      case "FunctionDeclaration":
      case "FunctionExpression":
      case "ArrowFunctionExpression":
        take(node.body);
    }
  });
  return [...found].sort(([first], [other]) => first - other);
}

/** V8 counts what is in a block from after its brace on. */
function inside(node) {
  return node.type === "BlockStatement" && node.body.length ? node.body[0] : node;
}
