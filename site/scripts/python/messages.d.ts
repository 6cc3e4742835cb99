/** What the page and Python's worker say to each other. Types only: nothing of this file reaches the browser. */

import type { Text } from "../offline/text";

/** What the user did. */
export type StudioEvent =
  | { kind: "content-file"; name: string; bytes: ArrayBuffer }
  | { kind: "content-example"; id: string }
  | { kind: "film"; name: string; width: number; height: number; seconds: number }
  | { kind: "film-paint" | "film-stop" }
  | { kind: "film-written"; job: number; frames: number; seconds: number; broken: boolean }
  | { kind: "style-files"; files: { name: string; bytes: ArrayBuffer }[] }
  | { kind: "style-select" | "style-mix" | "style-remove" | "style-outside" | "area-style" | "backend"; id: string }
  | { kind: "mask-file"; name: string; bytes: ArrayBuffer }
  | ({ kind: "mask-stroke" } & Stroke)
  | SliderMove
  | { kind: "sliding"; move: SliderMove }
  | { kind: "stylize" | "auto-strength" | "cancel" | "undo" | "redo" | "download" | "dismiss" | "retry" }
  | { kind: "mask-people" | "mask-invert" | "mask-clear" }
  | { kind: "area-add" | "area-remove" }
  | { kind: "area"; number: number }
  | { kind: "copy" | "share" }
  /** what became of a picture that was copied or shared: "late" is to be asked for once more */
  | { kind: "handed-on"; way: Way; outcome: "done" | "left" | "late" | "refused" }
  | { kind: "sheet" | "sheet-close" | "strip" | "animation" | "sheet-download" }
  | { kind: "sheet-take"; id: string }
  | SavingChange
  | { kind: "more-like-this" | "favourite" | "forget-styles" }
  | { kind: "wall-search"; query: string }
  | { kind: "explore"; id: string; amount: number }
  | { kind: "look"; id: string }
  | { kind: "look-close" }
  /** left, top, width and height as shares; the side in px of the square as large as which the picture is seen */
  | { kind: "look-change"; crop: number[]; side: number }
  | { kind: "random-style" | "numbers" | "numbers-save" }
  | { kind: "style-pair"; first: string; second: string }
  | { kind: "wall-group"; id: string }
  | { kind: "styles-remembered"; text: string }
  | { kind: "save-project"; photo: boolean }
  | { kind: "project-file"; name: string; bytes: ArrayBuffer }
  | { kind: "copy-link" | "open-making" | "continue" | "forget" | "hold-visit" }
  | { kind: "history-take" | "history-download"; number: number }
  | { kind: "keep-work"; value: boolean }
  /** left: the visitor left that visit in the middle of something, and it did not end by itself */
  | { kind: "settings-remembered"; text: string; left: boolean }
  | { kind: "link-copied"; copied: boolean }
  /** the end of the address that the page was opened with, from "#" on */
  | { kind: "project-link"; link: string }
  | { kind: "offline"; kept: boolean }
  | BatchEvent
  | TextGiven
  | CameraEvent;

/** Photos that were given together stay with the page, by ids of its own. */
export type BatchEvent =
  | { kind: "photos"; files: GivenFile[] }
  | { kind: "queued-skip" | "queued-retry" | "queued-open"; id: string }
  | { kind: "batch-add"; each: boolean }
  | { kind: "batch-cancel" | "batch-retry" | "batch-close" | "batch-reopen" }
  | { kind: "batch-remembered"; text: string };

/** What was pasted or dropped that is no file. */
export interface TextGiven {
  kind: "text-given";
  text: string;
}

export interface GivenFile {
  id: string;
  name: string;
  /** found in a folder that was given */
  in_folder: boolean;
  bytes: number;
}

export type CameraEvent =
  | { kind: "camera-start"; width: number; height: number }
  /** RGBA, 8 bits each */
  | { kind: "camera-frame"; width: number; height: number; bytes: ArrayBuffer }
  | { kind: "camera-stop" }
  /** the name of the error of getUserMedia */
  | { kind: "camera-refused"; reason: string };

/** A stroke of the brush over the mask. */
export interface Stroke {
  /** three numbers a point: x and y as shares of the photo's width and height, and the pressure of a pen, else 1 */
  points: number[];
  /** diameter as a share of the photo's long side */
  size: number;
  hardness: number;
  erases: boolean;
  follows: boolean;
}

/** A slider was let go or set by a key; as part of "sliding", letting go would be this. */
export type SliderMove =
  | { kind: "style-weight"; id: string; weight: number }
  | { kind: "mix"; value: number }
  | { kind: "pad"; x: number; y: number }
  | SettingChange;

/** A setting of Python's table, by its name with hyphens: "strength", "output-size", "transformer" and so on. */
export interface SettingChange {
  kind: string;
  value: number | string;
}

/** How pictures are saved, by the keys of `Saving`. */
export interface SavingChange {
  kind: string;
  value: string | number | boolean;
}

export interface Saving {
  "download-format": string;
  /** 1..100 */
  quality: number;
  "how-made": boolean;
}

export type Phase = "loading" | "ready" | "working" | "failed" | "unsupported";

export interface Message {
  tone: "error" | "info";
  text: string;
  /** those of files and styles in it */
  names: string[];
  action: { label: string; event: StudioEvent } | null;
}

export interface Style {
  id: string;
  name: string;
  credit: string;
  own: boolean;
  /** the id of the picture that an own one shows all or a part of; else "" */
  file: string;
}

/** A style of the mix; its weight goes from 0 to 1, and percent is its share. */
export interface ChosenStyle extends Style {
  weight: number;
  percent: number;
}

export interface NetworkChoice {
  id: string;
  title: string;
  /** what it is good for, what it costs to download and how fast it is */
  note: string;
  /** what it is, in the terms of the field; English in every language */
  technical: string;
}

export interface BackendChoice {
  id: string;
  title: string;
  /** whether this browser has it */
  available: boolean;
}

/** A sheet or strip, of which the first `done` tiles are painted; ratio is width / height of each picture. */
export interface Sheet {
  job: number;
  title: string;
  tiles: { id: string; name: string }[];
  /** whether it makes an animation */
  can_move: boolean;
  ratio: number;
  done: number;
  complete: boolean;
}

/** The parts of the photo with styles of their own, by ids: further ones than that of the chosen styles, number 0. */
export interface Areas {
  /** the number of the one at hand */
  current: number;
  styles: string[][];
  can_add: boolean;
}

/** A film that was given; width and height in px are those of the frames that `job` paints, 0 until they can come. */
export interface Film {
  name: string;
  about: string;
  job: number | null;
  width: number;
  height: number;
  /** nothing more is painted, and the page writes what there is */
  stopping: boolean;
  progress: { text: string; fraction: number | null } | null;
  /** what was written of it, in words */
  written: string;
  can_paint: boolean;
}

/** A painted frame of a film, RGBA; null where it is not painted, and none after it will be. */
export interface FilmFrame {
  job: number;
  number: number;
  pixels: ArrayBuffer | null;
}

/** All that can be chosen; sent before the first view, and again when it changes. */
export interface Choices {
  styles: Style[];
  /** long sides in px, and `photo` */
  output_sizes: { value: string; label: string }[];
  style_networks: NetworkChoice[];
  transformers: NetworkChoice[];
  /** what pictures can be saved as here */
  formats: { value: string; label: string }[];
  backends: BackendChoice[];
}

/** Which styles are to be seen; sent after the choices, and again when it changes. */
export interface Wall {
  /** ids of styles, in order */
  shown: string[];
  groups: { value: string; label: string }[];
  group: string;
  query: string;
  /** how many styles were found, in words */
  found: string;
  by_likeness: boolean;
  can_find_likeness: boolean;
  /** of the style that is chosen alone; null where there is none that can be one */
  favourite: boolean | null;
  can_forget: boolean;
  explore: Exploring;
  look: Look | null;
}

/** How the own picture that is open is shown to style networks; its crop is left, top, width and height, as shares. */
export interface Look {
  /** of all of it */
  id: string;
  crop: number[];
  /** in px, of a square of as many pixels */
  side: number;
}

/** How far the chosen style was taken along each direction, and its numbers if they were asked for, else "". */
export interface Exploring {
  amounts: Record<string, number>;
  numbers: string;
  can_read_numbers: boolean;
}

/** The queue of photos; `done` counts what will not be painted (any more), whatever became of it. */
export interface Batch {
  number: number;
  done: number;
  total: number;
  /** 0..1 */
  fraction: number;
  text: string;
  /** the name of the ZIP of all */
  archive: string;
  can_download: boolean;
  can_cancel: boolean;
  can_retry: boolean;
  /** what painting all of them in the chosen styles too is called, or null */
  add: string | null;
  add_each: string | null;
  items: Queued[];
}

export interface Queued {
  id: string;
  /** the id of the file that the page holds */
  photo: string;
  /** the id under which the page holds the painting, once there is one */
  painting: string;
  /** of the photo's file */
  name: string;
  style: string;
  stage: "waiting" | "painting" | "painted" | "failed" | "skipped";
  text: string;
  can_skip: boolean;
  can_retry: boolean;
  /** 0..1 */
  fraction: number;
  /** the name of the painting's file */
  file: string;
}

/** Everything else that the page shows; it remembers nothing more. */
export interface View {
  phase: Phase;
  backend: string;
  threads: number;
  message: Message | null;
  /** what happened on the easel last, in words; a greater number is news */
  told: { number: number; text: string } | null;
  /** fraction 0..1, or null where the end is not known */
  progress: { text: string; fraction: number | null } | null;
  /** width and height in px of the photo as it was given */
  content: { id: string; name: string; width: number; height: number } | null;
  /** what the pictures on the easel are, in words; "" where there is none */
  shows: { photo: string; result: string };
  chosen: { id: string; weight: number; percent: number }[];
  /** set when exactly two styles are selected: 0 is the first alone, 1 the second */
  mix: { first: string; second: string; value: number } | null;
  /** set when three or four are: the mixture as a point, from left and top 0..1, and where the styles are alone */
  pad: { x: number; y: number; corners: [x: number, y: number][] } | null;
  /** whether there is a mask of the part at hand; its pixels come apart */
  masked: boolean;
  areas: Areas;
  can_find_people: boolean;
  /** the style outside of the mask, or "" for the photo */
  outside: string;
  /** the settings of Python's table, by their names with hyphens */
  settings: Record<string, number | string>;
  saving: Saving;
  /** whether the format to save in knows a quality */
  quality_counts: boolean;
  backend_choice: string;
  /** what runs the networks now, and why */
  backend_note: string;
  /** stale: settings changed since it was painted */
  result: { number: number; seconds: number; width: number; height: number; stale: boolean } | null;
  film: Film | null;
  sheet: Sheet | null;
  /** the camera that is on: the long side in px of the frame that is sent next */
  camera: { size: number; rate: number; text: string } | null;
  can_open_strip: boolean;
  can_open_sheet: boolean;
  /** what the button that paints says */
  stylize: string;
  /** whether something will be painted as soon as all that it needs is here */
  waiting: boolean;
  /** how many events of the page it takes into account */
  heard: number;
  /** the number of the job that paints now */
  painting: number | null;
  can_cancel: boolean;
  /** the one step that is coloured: what most people want to do now */
  next: "photo" | "style" | "stylize" | "wait" | "download";
  can_choose_strength: boolean;
  can_save_project: boolean;
  /** this visit's paintings, the latest first; `stored` if there is a file of it */
  history: { number: number; label: string; shown: boolean; stored: boolean }[];
  /** whether the browser keeps the work after this visit */
  keeps_work: boolean;
  /** what an earlier visit has left that can be gone on with */
  earlier: "work" | "settings" | null;
  can_undo: boolean;
  can_redo: boolean;
  details: { label: string; value: string }[];
}

/** What check.html shows: how far the check has come, and in the end its verdict and all of the report. */
export interface CheckView {
  verdict: "right" | "wrong" | null;
  text: string;
  painters: {
    title: string;
    state: "waiting" | "working" | "right" | "wrong" | "missing";
    text: string;
    networks: { title: string; state: "right" | "wrong"; text: string; difference: string | null; seconds: string | null }[];
  }[];
  report: string;
}

/** RGBA, 8 bits each. Those of a result are posted before the view that speaks of it. */
export interface Pixels {
  /** "photo", "result", "preview" (small, drawn over the result), "mask" (its alpha), "live", "look", "style:<id>", "sheet:<id>" or "history:<number>" */
  slot: string;
  width: number;
  height: number;
  pixels: ArrayBuffer;
}

/** What there is of a picture while a job paints it, RGBA: all in px of the picture, or of what it is reduced to. */
export interface Region {
  job: number;
  whole: { width: number; height: number };
  left: number;
  top: number;
  width: number;
  height: number;
  pixels: ArrayBuffer;
}

/** Where a file that was written goes. */
export type Way = "download" | "copy" | "share";

export interface WrittenFile {
  name: string;
  mime: string;
  bytes: ArrayBuffer;
  way: Way;
}

/** From the inference worker only the first three are expected. */
export type WorkerMessage =
  /** a file is gone from the host: a newer version may be there */
  | { type: "gone" }
  /** a download has stood still for a while */
  | { type: "still"; text: Text }
  | { type: "loading"; part: Text; loaded: number; total: number }
  | { type: "choices"; choices: Choices }
  | { type: "view"; view: View }
  | ({ type: "pixels" } & Pixels)
  | ({ type: "region" } & Region)
  | ({ type: "film-frame" } & FilmFrame)
  | { type: "wanted-file"; request: number; id: string }
  | { type: "open-file"; id: string }
  | { type: "batch"; batch: Batch | null; kept: string }
  | { type: "painting"; id: string; mime: string; bytes: ArrayBuffer }
  /** something is asked of the store; the answer comes as "stored", with the number */
  | { type: "store"; number: number; call: "put" | "putFiles" | "get" | "keys" | "keepOnly" | "keep" | "isKept"; args: unknown[] }
  /** the end of a link to this page, from "#" on */
  | { type: "link"; link: string }
  | ({ type: "file" } & WrittenFile)
  | { type: "start-inference"; line: number; backend: string; threads: number | null }
  | { type: "end-inference"; line: number }
  | { type: "wall"; wall: Wall }
  | { type: "remember"; what: string; text: string }
  /** Python's memory has grown by much, and nothing is going on */
  | { type: "grown" }
  /** what a fresh Python goes on with; null while that would lose something */
  | { type: "knowledge"; knowledge: ArrayBuffer | null }
  | { type: "failed"; text: Text };
