/** What comes from the workers, and who takes it. */

/** @import {Assets} from "../offline/assets.d.ts" */
/** @import {Text} from "../offline/text.d.ts" */
/** @import {Choices, View, WorkerMessage} from "../python/messages.d.ts" */
/** @import {Display} from "./display.mjs" */
/** @import {Keeping} from "./keeping.mjs" */
/** @import {Lives} from "./lives.mjs" */
/** @import {Outgoing} from "./outgoing.mjs" */

import { putPainting, showBatch } from "./batch.mjs";
import { putFrame } from "./camera.mjs";
import { putOnSheet } from "./contact-sheet.mjs";
import { contentEvent } from "./files.mjs";
import { takeFrame } from "./films.mjs";
import { handOn } from "./handing.mjs";
import { putLook } from "./looks.mjs";
import { showMask } from "./mask.mjs";
import { remember } from "./memory.mjs";
import { newerVersion } from "./newer.mjs";
import { putPixels } from "./pictures.mjs";
import { offerLink } from "./projects.mjs";
import { keepBatch, keepShelf } from "./recovery.mjs";
import { saveFile } from "./saving.mjs";
import { asked, bytesOf, fileOf } from "./store.mjs";
import { putRegion } from "./underway.mjs";
import { showChoices } from "./view.mjs";
import { showWall } from "./wall.mjs";
import { putOnHistory } from "./work.mjs";

export class Incoming {
  #assets;
  #outgoing;
  #display;
  #lives;
  #keeping;
  /** @type {Choices} */
  #choices = { styles: [], output_sizes: [], style_networks: [], transformers: [], formats: [], backends: [] };

  /**
   * @param {Assets} assets
   * @param {Outgoing} outgoing
   * @param {Display} display
   * @param {Lives} lives
   * @param {Keeping} keeping
   */
  constructor(assets, outgoing, display, lives, keeping) {
    this.#assets = assets;
    this.#outgoing = outgoing;
    this.#display = display;
    this.#lives = lives;
    this.#keeping = keeping;
  }

  /** @param {WorkerMessage} message */
  receive(message) {
    const workers = this.#outgoing.workers;
    const display = this.#display;
    if (guard.stopped()) return workers?.end();
    if (message.type !== "still") guard.news();
    switch (message.type) {
      case "loading":
        if (this.#lives.takingOver) return;
        if (display.own?.about === "still") display.own = null;
        display.loading.note(message);
        return display.render();
      case "choices":
        this.#choices = message.choices;
        keepShelf(this.#choices);
        return showChoices(this.#choices);
      case "wall":
        return showWall(message.wall);
      case "view":
        return this.#see(message.view);
      case "pixels":
        if (putOnSheet(message) || putFrame(message) || putOnHistory(message)) return;
        if (message.slot === "mask") return showMask(message);
        if (message.slot === "look") return void putLook(message);
        putPixels(message);
        if (message.slot === "photo") display.photoDrawn();
        return;
      case "region":
        return putRegion(message);
      case "film-frame":
        return void takeFrame(message);
      case "wanted-file":
        return void bytesOf(message.id).then((bytes) => this.#outgoing.workers?.giveFile(message.request, bytes));
      case "open-file":
        return void this.#open(message.id);
      case "batch":
        keepBatch(message.kept);
        return showBatch(message.batch);
      case "painting":
        this.#lives.hasPainted();
        return putPainting(message);
      case "file":
        if (message.way !== "download") return handOn(message);
        return saveFile(message.name, new Blob([message.bytes], { type: message.mime }));
      case "store":
        asked(message.call, message.args).then((answer) => this.#outgoing.workers?.answer(message.number, answer));
        return;
      case "link":
        return void offerLink(message.link, this.#outgoing.send);
      case "start-inference":
        return workers?.startInference(message.line, message.backend, message.threads);
      case "end-inference":
        return workers?.endInference(message.line);
      case "remember":
        return remember(message.what, message.text);
      case "grown":
        return this.#lives.askForKnowledge();
      case "knowledge":
        return this.#lives.takeOver(message.knowledge);
      case "gone":
        return void this.#offerNewer();
      case "still":
        return display.tell({ tone: "info", text: textOf(message), action: null, about: "still" });
      case "failed":
        if (display.view?.phase === "ready" || display.view?.phase === "working") return void this.#lives.revive();
        return void this.#lives.refuse(textOf(message));
    }
  }

  /** @param {View} view */
  #see(view) {
    if (!this.#lives.goOn(view, this.#choices)) return;
    this.#display.loading.seen(view);
    if (this.#display.own?.about === "heard") this.#display.own = null; // the view says it, if it is still so
    this.#display.view = view;
    if (view.phase === "ready") {
      guard.done();
      this.#keeping.keep();
    }
    this.#display.render();
  }

  /**
   * One of the photos that were given together comes on the easel, as if it had been chosen.
   * @param {string} id
   */
  async #open(id) {
    const file = await fileOf(id);
    if (!file) return this.#display.tell({ tone: "error", text: say("chosen-file-unread"), action: null, about: "file" });
    this.#display.showAtOnce(async () => file);
    this.#outgoing.send(contentEvent(file));
  }

  async #offerNewer() {
    const load = await newerVersion(this.#assets.offline.url);
    if (load && this.#display.view) this.#display.tell(load);
  }
}

/** @param {{text: Text}} message */
function textOf(message) {
  return say(message.text.key, message.text.parameters);
}
