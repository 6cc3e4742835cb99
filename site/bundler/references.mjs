// Where pages, style sheets and scripts refer to other files: node references.mjs <input> <output>. The input is a JSON
// object of texts by file name, the output one of lists of [first, end, reference, kind] by the same names: positions in
// code points, and "import" or "url" as kind. Each language is read by a parser of its own, so that what only looks like
// a reference, in a comment, a string or a regular expression, is none.

import { readFile, writeFile } from "node:fs/promises";
import { extname } from "node:path";

import { isTokenString, isTokenURL, tokenize } from "@csstools/css-tokenizer";
import { parse } from "acorn";
import { full } from "acorn-walk";
import { parse as parsePage } from "parse5";

const LINKS = ["href", "src"];
const READERS = { ".html": ofPage, ".css": ofStyleSheet, ".mjs": ofScript };

/** @typedef {[first: number, end: number, reference: string, kind: "import" | "url"]} Reference */

const [input, output] = process.argv.slice(2);
const texts = Object.entries(JSON.parse(await readFile(input, "utf8")));
const found = texts.map(([name, text]) => [name, inCodePoints(read(name, text), text)]);
await writeFile(output, JSON.stringify(Object.fromEntries(found)));

/**
 * @param {string} name
 * @param {string} text
 * @returns {Reference[]} with positions in UTF-16 units
 */
function read(name, text) {
  try {
    return READERS[extname(name)](text).sort(([first], [other]) => first - other);
  } catch (error) {
    console.error(`bundler: ${name} cannot be read: ${error.message}.`);
    process.exit(1);
  }
}

/**
 * Of modules that are imported, wherever they are, and of `new URL("...", import.meta.url)`.
 * @param {string} text
 * @returns {Reference[]}
 */
function ofScript(text) {
  /** @type {Reference[]} */
  const references = [];
  const take = ({ type, value, start, end }, kind) => {
    if (type === "Literal" && typeof value === "string") references.push([start + 1, end - 1, value, kind]);
  };
  full(parse(text, { ecmaVersion: "latest", sourceType: "module" }), (node) => {
    if (/^(Import|Export(Named|All)Declaration)/.test(node.type) && node.source) take(node.source, "import");
    const [reference, base] = node.type === "NewExpression" && node.callee.name === "URL" ? node.arguments : [];
    if (base?.type === "MemberExpression" && base.object.type === "MetaProperty") take(reference, "url");
  });
  return references;
}

/**
 * Of all links, those in templates as well.
 * @param {string} text
 * @returns {Reference[]}
 */
function ofPage(text) {
  /** @type {Reference[]} */
  const references = [];
  const look = ({ attrs = [], childNodes = [], content, sourceCodeLocation }) => {
    for (const { name } of attrs.filter(({ name }) => LINKS.includes(name))) {
      const { startOffset, endOffset } = sourceCodeLocation.attrs[name];
      const [, quote, value] = /^[^=]*=\s*(["']?)(.*?)\1$/s.exec(text.slice(startOffset, endOffset));
      const end = endOffset - quote.length;
      references.push([end - value.length, end, value, "url"]);
    }
    for (const child of content ? [content] : childNodes) look(child);
  };
  look(parsePage(text, { sourceCodeLocationInfo: true }));
  return references;
}

/**
 * Of `url(...)`, with and without quotes, and of `@import "..."`.
 * @param {string} text
 * @returns {Reference[]}
 */
function ofStyleSheet(text) {
  const tokens = tokenize({ css: text }).filter(([type]) => !["whitespace-token", "comment"].includes(type));
  return tokens.flatMap((token, at) => {
    const [, source, start] = token;
    const [, before = ""] = tokens[at - 1] ?? [];
    const leads = /^(@import|url\()$/i.test(before);
    if (isTokenString(token) && leads) return [[start + 1, start + source.length - 1, source.slice(1, -1), "url"]];
    if (!isTokenURL(token)) return [];
    const [head, value] = /^url\(\s*(.*?)\s*\)$/is.exec(source).values();
    const first = start + head.indexOf(value, "url(".length);
    return [[first, first + value.length, value, "url"]];
  });
}

/**
 * @param {Reference[]} references
 * @param {string} text
 * @returns {Reference[]}
 */
function inCodePoints(references, text) {
  const points = (units) => Array.from(text.slice(0, units)).length;
  return references.map(([first, end, reference, kind]) => [points(first), points(end), reference, kind]);
}
