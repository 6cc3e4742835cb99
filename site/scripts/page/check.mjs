/**
 * The page of the check: starts the same workers as the studio, and shows what Python finds out about everything that
 * can paint here. `<html data-verdict>` is `right` or `wrong` in the end.
 */

/** @import {CheckView, WorkerMessage} from "../python/messages.d.ts" */

import { keptForOffline, settled } from "../offline/registration.mjs";
import { html, part } from "./elements.mjs";
import { whyUnsupported } from "./support.mjs";
import { Workers } from "./workers.mjs";

const root = document.documentElement;
const report = /** @type {HTMLTextAreaElement} */ (html("report"));
const assets = JSON.parse(html("assets").textContent || "null");
root.dataset.started = "";

html("copy").addEventListener("click", () => {
  report.select();
  // The clipboard of scripts is closed to this site by its own headers; what a button copies of a selection is not.
  if (document.execCommand("copy")) html("copied").textContent = say("check-copied");
});
early.done(() => {}); // nothing is taken here
begin();

async function begin() {
  const reason = whyUnsupported();
  if (reason) return stop(reason);
  await settled(assets);
  const workers = new Workers(assets, null, "check");
  workers.listen(
    (message) => receive(message, workers),
    (who) => stop(who === "python" ? say("python-not-here") : say("painter-not-here"), workers),
  );
}

/**
 * @param {WorkerMessage} message
 * @param {Workers} workers
 */
function receive(message, workers) {
  if (guard.stopped()) return workers.end();
  guard.news();
  if (message.type === "view") show(/** @type {CheckView} */ (/** @type {unknown} */ (message.view)), workers);
  else if (message.type === "start-inference") workers.startInference(message.line, message.backend, message.threads);
  else if (message.type === "end-inference") workers.endInference(message.line);
  else if (message.type === "failed") stop(say(message.text.key, message.text.parameters), workers);
}

/**
 * @param {CheckView} view
 * @param {Workers} workers
 */
function show(view, workers) {
  guard.done();
  root.dataset.phase = view.verdict ? "ready" : "working";
  html("summary").textContent = view.text;
  html("painters").replaceChildren(...view.painters.map(painter));
  report.value = view.report;
  if (!view.verdict) return;
  workers.end();
  const files = [assets.words?.url, ...Object.values(assets.answers).map(({ url }) => url)].filter(Boolean);
  keptForOffline(assets, [...files, ...own()]).then((kept) => {
    root.dataset.offline = kept ? "kept" : "refused";
  });
  root.dataset.verdict = view.verdict;
}

/** The addresses of this page's own script and style sheets, which a visit to the studio does without. */
function own() {
  const links = /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll('link[rel="stylesheet"]'));
  const here = new URL(".", document.baseURI).href;
  return [import.meta.url, ...Array.from(links, ({ href }) => href)].map((url) => url.slice(here.length));
}

/** @param {CheckView["painters"][number]} told */
function painter({ title, state, text, networks }) {
  const template = /** @type {HTMLTemplateElement} */ (html("painter-template"));
  const section = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  const [name, verdict] = [part(section, ".check-title"), part(section, ".check-state")];
  name.textContent = title;
  verdict.textContent = text;
  verdict.dataset.state = state;
  part(section, "table").hidden = networks.length === 0;
  for (const network of networks) {
    const row = document.createElement("tr");
    for (const words of [network.title, network.text, network.difference ?? "", network.seconds ?? ""]) {
      row.append(Object.assign(document.createElement("td"), { textContent: words }));
    }
    row.dataset.state = network.state;
    part(section, "tbody").append(row);
  }
  return section;
}

/**
 * The check cannot go on: so it is not known to paint right.
 * @param {string} text
 * @param {Workers} [workers]
 */
function stop(text, workers) {
  guard.done();
  workers?.end();
  html("summary").textContent = text;
  report.value = [`Impasto ${assets.version}`, navigator.userAgent, text, report.value].join("\n");
  root.dataset.phase = "failed";
  root.dataset.verdict = "wrong";
}
