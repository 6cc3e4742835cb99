/** What the page shows: Python's view, what is still on its way, and what the page itself has to say. */

/** @import {Assets} from "../offline/assets.d.ts" */
/** @import {StudioEvent, View} from "../python/messages.d.ts" */
/** @import {Notice} from "./message.mjs" */
/** @import {Outgoing} from "./outgoing.mjs" */

import { showFilm } from "./films.mjs";
import { hear, isHeard, missing, unmark } from "./heard.mjs";
import { showMessage } from "./message.mjs";
import { showPhotoAtOnce } from "./pictures.mjs";
import { Loading } from "./progress.mjs";
import { showProgress } from "./progress-line.mjs";
import { showPhotoOnEasel, showView } from "./view.mjs";

const root = document.documentElement;

export class Display {
  /** The last view of Python. @type {View | null} */
  view = null;
  /** What the page itself has to say, and says before what Python does. @type {Notice | null} */
  own = null;
  /** A fresh Python has not been told everything yet. */
  renewing = false;
  loading;
  #outgoing;
  /** A photo that the browser shows while Python is still on its way. */
  #shownAtOnce = false;
  #ended = false;

  /**
   * @param {Assets | null} assets
   * @param {Outgoing} outgoing
   */
  constructor(assets, outgoing) {
    this.loading = new Loading(assets?.download ?? {});
    this.#outgoing = outgoing;
  }

  /**
   * Say something that the page has to say itself.
   * @param {Notice} notice
   */
  tell(notice) {
    this.own = notice;
    this.render();
  }

  /**
   * Say why nothing more can happen here; nothing that is still on its way takes its place.
   * @param {Notice} notice
   */
  end(notice) {
    this.#ended = true;
    this.notify(notice);
    showProgress(null);
  }

  render() {
    if (this.#ended) return;
    const { view } = this;
    if (view) {
      const answered = this.#outgoing.isAnswered(view);
      if (answered) unmark();
      showView(view, answered);
      showFilm(view.film);
      if (view.message?.tone === "error") this.#shownAtOnce = false;
      if (this.#shownAtOnce) showPhotoOnEasel();
    }
    this.notify(this.own ?? this.#told());
    showProgress(this.#progress());
  }

  /** @param {Notice | null} notice */
  notify(notice) {
    showMessage(notice, () => {
      showMessage(null, () => {});
      this.own = null;
      this.#outgoing.send({ kind: "dismiss" });
    });
  }

  /**
   * Show at once that the user was heard, while Python is still on its way.
   * @param {StudioEvent} event
   */
  mark(event) {
    if (this.own?.about === "file" && ("bytes" in event || "files" in event || event.kind === "content-example")) {
      this.own = null; // what is wrong with a file, once there is another one
      this.render();
    }
    if (this.view) return;
    hear(event);
    const text = event.kind === "stylize" ? missing() : null;
    if (text || this.own?.about === "heard") this.own = text ? { tone: "info", text, action: null, about: "heard" } : null;
    this.render();
  }

  /** @param {() => Promise<Blob>} picture */
  showAtOnce = async (picture) => {
    if (this.view?.content || root.dataset.phase !== "loading") return;
    this.#shownAtOnce = true;
    const shown = await showPhotoAtOnce(await picture()).catch(() => false);
    if (shown && this.#shownAtOnce) showPhotoOnEasel();
    else this.#shownAtOnce = false;
  };

  /** Python has drawn the photo. */
  photoDrawn() {
    this.#shownAtOnce = false;
    this.render();
  }

  /** What Python says. @returns {Notice | null} */
  #told() {
    const message = this.view?.message;
    if (!message) return null;
    const { action } = message;
    return { ...message, action: action ? { label: action.label, run: () => this.#act(action.event) } : null };
  }

  /** While the page is loading that is what there is to tell, and what will be done then. */
  #progress() {
    const { view } = this;
    const starts = !view || view.phase === "loading" || this.renewing;
    if (!starts) return view?.progress ?? this.loading.progress();
    const progress = this.loading.progress() ?? view?.progress ?? { text: say("page-starting"), fraction: null };
    const waits = view?.waiting || isHeard();
    return waits ? { ...progress, text: say("loading-then-paints", { progress: progress.text }) } : progress;
  }

  /**
   * Do what a message of Python offers; whatever failed, trying again is no use with the same wrong files.
   * @param {StudioEvent} event
   */
  async #act(event) {
    if (event.kind === "retry") await guard.renew();
    this.#outgoing.send(event);
  }
}
