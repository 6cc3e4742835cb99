/**
 * Starts the page: everything that listens to the user, and the way of messages between it and the workers.
 *
 * The scripts have four wings, each importing only from those after it: `page/` is what the main thread shows and hears;
 * `python/` the worker with Python and its rules; `inference/` the worker with the networks, and the line to it;
 * `offline/` the files of the site: fetching, checking and keeping them. What a worker is told stands beside it.
 */

/** @import {Workers} from "./workers.mjs" */

import { listenToAreas } from "./areas.mjs";
import { listenToBack } from "./back.mjs";
import { listenToBatch } from "./batch.mjs";
import { assets, begun, reason } from "./begin.mjs";
import { listenToCamera } from "./camera.mjs";
import { listenToSheet } from "./contact-sheet.mjs";
import { listenToControls } from "./controls.mjs";
import { Display } from "./display.mjs";
import { listenToDivider } from "./divider.mjs";
import { listenToDrawer } from "./drawer.mjs";
import { listenToExploring } from "./explore.mjs";
import { listenForFiles } from "./files.mjs";
import { giveFilm } from "./films.mjs";
import { keepFocus } from "./focus.mjs";
import { listenToHanding } from "./handing.mjs";
import { listenToHelp } from "./help.mjs";
import { Incoming } from "./incoming.mjs";
import { Keeping } from "./keeping.mjs";
import { listenToLanguages } from "./languages.mjs";
import { Lives } from "./lives.mjs";
import { listenToLooks } from "./looks.mjs";
import { listenToBrush } from "./mask.mjs";
import { rememberedSettings, wasLeft } from "./memory.mjs";
import { Outgoing } from "./outgoing.mjs";
import { listenToPairing } from "./pairing.mjs";
import { followLink, listenToProjects } from "./projects.mjs";
import { noteLeaving, takeUp } from "./recovery.mjs";
import { sharedFiles } from "./shared.mjs";
import { listenToShelf } from "./shelf.mjs";
import { showProgress } from "./progress-line.mjs";
import { listenToViewport } from "./viewport.mjs";
import { listenToWall } from "./wall.mjs";
import { listenToWork } from "./work.mjs";
import { BASE } from "./workers.mjs";

document.documentElement.dataset.started = "";

const outgoing = new Outgoing((event) => display.mark(event), unread);
const { send } = outgoing;
const display = new Display(assets, outgoing);
const lives = new Lives(outgoing, display);
const keeping = new Keeping(assets, send, () => display.view);
const incoming = new Incoming(assets, outgoing, display, lives, keeping);

/** What those who paint films are given. @type {import("./film.mjs").Surroundings} */
const filming = {
  assets,
  base: BASE,
  send,
  paint: (frame) => outgoing.workers?.paintFrame(frame),
  tell: (message) => {
    const text = say(message.text.key, message.text.parameters);
    display.tell({ tone: "error", text, action: null, about: "file" });
  },
  onPhoto: display.showAtOnce,
};

boot();

function boot() {
  keepFocus();
  listenToHelp();
  listenToDrawer();
  listenToBack();
  listenToDivider();
  listenToViewport();
  listenToLanguages();
  noteLeaving();
  if (reason) return lives.stop("unsupported", reason);

  showProgress({ text: say("page-starting"), fraction: null });
  outgoing.waitFor(begun.then(start));
  listenToControls(send);
  listenToShelf(send);
  listenToSheet(send);
  listenToBrush(send);
  listenToAreas(send);
  listenToHanding(send);
  listenToWall(assets.wall, send);
  listenToBatch(send);
  listenToCamera(send);
  listenToExploring(send);
  listenToLooks(send);
  listenToPairing(send);
  const give = listenForFiles(send, display.showAtOnce, (file) => giveFilm(file, filming));
  sharedFiles().then(give);
  listenToProjects(send);
  listenToWork(send);
  early.done(give);
}

/** @param {Workers | null} workers */
async function start(workers) {
  outgoing.workers = workers;
  workers?.listen(
    (message) => incoming.receive(message),
    (who) => (who === "python" ? lives.revive() : lives.refuse(say("painter-not-here"))),
  );
  if (workers && !workers.supported) return lives.stop("unsupported", say("browser-too-old"));
  keeping.checkFiles((words) => lives.stop("failed", words));
  const left = wasLeft();
  if (await takeUp()) return lives.tellAgain();
  lives.tellOfStyles();
  outgoing.workers?.post({ kind: "settings-remembered", text: rememberedSettings() ?? "", left });
  followLink(send);
}

/** A file that was chosen could not be read. */
function unread() {
  if (display.view) display.render();
  display.notify({ tone: "error", text: say("chosen-file-unread"), action: null });
}
