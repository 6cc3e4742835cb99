// What the page's scripts have to do with words, as JSON: node words_host.mjs <input.json>.
//
// The input has `words`, a catalogue, and `said`, a list of [key, parameters], which say.js says; and `scripts`, texts
// by name, of which the output has every string with two words, or with nothing but one that begins in upper case, and
// the function that it is given to, if that is so.

import { readFile } from "node:fs/promises";
import vm from "node:vm";

import { parse } from "../../../site/node_modules/acorn/dist/acorn.mjs";
import { fullAncestor } from "../../../site/node_modules/acorn-walk/dist/walk.mjs";

const SAY = new URL("../../../site/scripts/page/say.js", import.meta.url);
const WORDS = /\p{L}{2}.*\s.*\p{L}{2}|^\p{Lu}\p{Ll}+$/su;
const PARTS = ["Literal", "TemplateElement", "TemplateLiteral", "BinaryExpression", "ConditionalExpression"];

const { words, said, scripts } = JSON.parse(await readFile(process.argv[2], "utf8"));

globalThis.document = { getElementById: () => ({ textContent: JSON.stringify(words) }) };
vm.runInThisContext(await readFile(SAY, "utf8"));
const say = vm.runInThisContext("say");

/** @param {string} text */
function sentences(text) {
  /** @type {{text: string, given: string}[]} */
  const found = [];
  fullAncestor(parse(text, { ecmaVersion: "latest", sourceType: "module" }), (node, _, ancestors) => {
    const string = node.type === "TemplateElement" ? node.value.cooked : node.type === "Literal" ? node.value : null;
    if (typeof string !== "string" || !WORDS.test(string)) return;
    const around = ancestors.findLast(({ type }) => !PARTS.includes(type));
    found.push({ text: string, given: around.callee ? text.slice(around.callee.start, around.callee.end) : "" });
  });
  return found;
}

console.log(
  JSON.stringify({
    said: said.map(([key, parameters]) => say(key, parameters)),
    sentences: Object.fromEntries(Object.entries(scripts).map(([name, text]) => [name, sentences(text)])),
  }),
);
