/**
 * Python's lives: a fresh one goes on where one that is gone has stopped, or takes over from one whose memory has grown.
 * Where there is no going on, the page stops.
 */

/** @import {Choices, View} from "../python/messages.d.ts" */
/** @import {Display} from "./display.mjs" */
/** @import {Outgoing} from "./outgoing.mjs" */

import { endCamera } from "./camera.mjs";
import { remembered, rememberedStyles } from "./memory.mjs";
import { filesAgain, keepView, settingsAgain } from "./recovery.mjs";
import { BASE } from "./workers.mjs";
import { forget } from "../python/snapshot.mjs";

const MOST = 3; // with no picture between them, before the page gives up

const root = document.documentElement;

export class Lives {
  #outgoing;
  #display;
  #deaths = 0;
  /** A fresh Python takes over, of which nobody need know. */
  #takingOver = false;
  /** Pictures that were painted before Python began anew, and counted again from one. */
  #painted = 0;

  /**
   * @param {Outgoing} outgoing
   * @param {Display} display
   */
  constructor(outgoing, display) {
    this.#outgoing = outgoing;
    this.#display = display;
  }

  get takingOver() {
    return this.#takingOver;
  }

  /** Something was painted: whatever Python died of before, it does so no more. */
  hasPainted() {
    this.#deaths = 0;
  }

  /** Go on with a fresh Python in place of one that is gone. */
  async revive() {
    this.#deaths += 1;
    this.#takingOver = false;
    if (!this.#display.view || this.#deaths >= MOST) return this.refuse(say("python-not-here"));
    this.#painted = Number(root.dataset.result ?? 0);
    this.#display.own = { tone: "info", text: say("python-renewed"), action: null };
    endCamera();
    this.#outgoing.workers?.restart(remembered());
    this.#outgoing.workers?.post({ kind: "hold-visit" });
    await this.tellAgain();
    this.#outgoing.letGo();
    this.#display.render();
  }

  /**
   * Python's memory never shrinks: a fresh one goes on with all that this one knows, unless the user is about something.
   */
  askForKnowledge() {
    const { renewing, own } = this.#display;
    if (this.#outgoing.holds || renewing || own || document.querySelector("dialog[open]")) return;
    this.#outgoing.hold();
    this.#outgoing.workers?.handOver();
  }

  /** @param {ArrayBuffer | null} knowledge */
  takeOver(knowledge) {
    this.#takingOver = knowledge !== null;
    if (knowledge) this.#outgoing.workers?.restart(remembered(), knowledge);
    this.#outgoing.letGo();
  }

  /** Tell a fresh Python what the one before knew: the files now, the settings once it has read these. */
  async tellAgain() {
    this.#display.renewing = true;
    this.tellOfStyles();
    for (const event of await filesAgain()) this.#outgoing.workers?.post(event);
  }

  /** Tell a fresh Python which styles were kept. */
  tellOfStyles() {
    const text = rememberedStyles();
    if (text) this.#outgoing.workers?.post({ kind: "styles-remembered", text });
  }

  /**
   * Take in a view; a fresh Python is told the settings once its view shows that it has the files.
   * @param {View} view
   * @param {Choices} choices
   * @returns {boolean} whether the view is one to be shown
   */
  goOn(view, choices) {
    this.#takingOver = false;
    if (this.#display.renewing && view.phase !== "failed") {
      const events = settingsAgain(view, choices);
      if (events.length === 0) return false;
      this.#display.renewing = false;
      events.forEach((event) => this.#outgoing.post(event));
      this.#outgoing.post({ kind: "continue" }); // and with undo, history and masks
      return false;
    }
    if (view.result) view.result.number += this.#painted;
    if (view.result?.number !== this.#display.view?.result?.number) this.hasPainted();
    keepView(view);
    return true;
  }

  /**
   * The page cannot go on. A file that is not as it should be says more than what came of it.
   * @param {string} text
   */
  async refuse(text) {
    this.#outgoing.workers?.end();
    this.stop("failed", (this.#display.view ? null : await guard.explained()) ?? text);
  }

  /**
   * Nothing more can happen here: say why, and offer what helps.
   * @param {"failed" | "unsupported"} phase
   * @param {string} text
   */
  stop(phase, text) {
    guard.done();
    this.#outgoing.workers?.end();
    this.#outgoing.workers = null;
    forget(BASE).catch(() => {}); // should the snapshot be the cause, a reload goes without it
    root.dataset.phase = phase;
    root.dataset.next = "action";
    const again = phase === "failed" ? { label: say("action-retry"), run: guard.again } : null;
    this.#display.end({ tone: "error", text, action: again });
  }
}
