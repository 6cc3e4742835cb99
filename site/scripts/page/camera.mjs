/** The camera: its newest frame goes to Python, and the next one once that is painted. */

/** @import {Pixels, View} from "../python/messages.d.ts" */
/** @import {Send} from "./workers.mjs" */

import { button } from "./elements.mjs";
import { contentEvent } from "./files.mjs";
import { Recording } from "./recording.mjs";
import { saveFile } from "./saving.mjs";

const SLOT = "live";
const LARGEST = { width: { ideal: 1920 }, height: { ideal: 1080 } }; // px, of a snapshot
const SHOWN = 768; // px, long side of the canvas, which frames of all sizes are drawn on
const PATIENCE = 2000; // ms, after which the next frame is sent without an answer
const HIDDEN = 30_000; // ms, for which a tab may be in the background before the light goes off

const root = document.documentElement;
const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById("live"));
const opener = button("camera");
const record = button("camera-record");
const words = /** @type {HTMLElement} */ (document.getElementById("camera-words"));

const video = document.createElement("video");
video.muted = video.playsInline = true;
const grabbed = document.createElement("canvas");
const painted = document.createElement("canvas");
const recording = new Recording(canvas);

/** @type {Send} */
let send;
/** @type {MediaStream | null} */
let stream = null;
/** The long side of the next frame, in px; 0 while Python does not ask for any. */
let size = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let overdue;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let leaving;
let frames = 0;

/** @param {Send} tell */
export function listenToCamera(tell) {
  send = tell;
  opener.addEventListener("click", () => (stream ? leave() : begin()));
  button("camera-leave").addEventListener("click", leave);
  button("camera-snapshot").addEventListener("click", takeSnapshot);
  video.addEventListener("resize", fit);
  record.hidden = !recording.possible;
  record.addEventListener("click", () => {
    if (recording.running) endRecording();
    else recording.begin();
    record.setAttribute("aria-pressed", String(recording.running));
  });
  document.addEventListener("visibilitychange", () => {
    clearTimeout(leaving);
    if (document.hidden) leaving = setTimeout(leave, HIDDEN);
  });
  window.addEventListener("pagehide", endCamera);
}

/**
 * @param {View["camera"]} camera
 */
export function showCamera(camera) {
  if (!camera) {
    if (size) endCamera(); // Python has turned it off
    return;
  }
  if (!stream) return; // what was on its way when it was turned off
  words.textContent = camera.text;
  canvas.dataset.rate = String(camera.rate);
  canvas.dataset.size = String(camera.size);
  const first = size === 0;
  size = camera.size;
  if (first) grab();
}

/**
 * Draw a frame that was painted, if these pixels are one. `data-frames` of the canvas counts them.
 * @param {Pixels} message
 * @returns {boolean}
 */
export function putFrame({ slot, width, height, pixels }) {
  if (slot !== SLOT) return false;
  if (!stream) return true;
  painted.width = width;
  painted.height = height;
  painted.getContext("2d")?.putImageData(new ImageData(new Uint8ClampedArray(pixels), width, height), 0, 0);
  const drawing = canvas.getContext("2d");
  if (drawing) {
    drawing.imageSmoothingQuality = "high";
    drawing.drawImage(painted, 0, 0, canvas.width, canvas.height);
  }
  canvas.dataset.frames = String(++frames);
  next();
  return true;
}

/** Turn the light off, whatever Python knows of it. */
export function endCamera() {
  if (recording.running) endRecording();
  for (const track of stream?.getTracks() ?? []) track.stop();
  stream = video.srcObject = null;
  size = frames = 0;
  for (const told of ["frames", "size", "rate"]) delete canvas.dataset[told];
  clearTimeout(overdue);
  clearTimeout(leaving);
  delete root.dataset.camera;
  opener.setAttribute("aria-pressed", "false");
}

async function begin() {
  opener.disabled = true;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: LARGEST, audio: false });
    video.srcObject = stream;
    await video.play();
  } catch (error) {
    endCamera();
    return send({ kind: "camera-refused", reason: error instanceof Error ? error.name : "" });
  } finally {
    opener.disabled = false;
  }
  stream.getTracks().forEach((track) => track.addEventListener("ended", lose));
  const { videoWidth: width, videoHeight: height } = video;
  fit();
  root.dataset.camera = "on";
  opener.setAttribute("aria-pressed", "true");
  send({ kind: "camera-start", width, height });
}

/** Have the canvas as wide and high as what the camera sees: that changes when a phone is turned. */
function fit() {
  const { videoWidth: width, videoHeight: height } = video;
  const scale = SHOWN / Math.max(width, height);
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
  if (!stream || (canvas.width === size.width && canvas.height === size.height)) return;
  if (recording.running) endRecording(); // a film has one size
  Object.assign(canvas, size);
  canvas.getContext("2d")?.drawImage(video, 0, 0, canvas.width, canvas.height);
  canvas.style.setProperty("--ratio", String(width / height));
}

/** It was unplugged, or somebody else took it away. */
function lose() {
  if (!stream) return;
  leave();
  send({ kind: "camera-refused", reason: "ended" });
}

function leave() {
  if (!stream) return;
  endCamera();
  send({ kind: "camera-stop" });
}

/** Send the newest frame once there is a newer one than the last. */
function next() {
  clearTimeout(overdue);
  if ("requestVideoFrameCallback" in video) video.requestVideoFrameCallback(grab);
  else requestAnimationFrame(grab);
}

function grab() {
  if (!stream || !size || document.hidden) {
    if (stream && size) overdue = setTimeout(grab, PATIENCE); // looked at again later
    return;
  }
  const scale = size / Math.max(video.videoWidth, video.videoHeight);
  const width = Math.max(1, Math.round(video.videoWidth * scale));
  const height = Math.max(1, Math.round(video.videoHeight * scale));
  if (grabbed.width !== width || grabbed.height !== height) Object.assign(grabbed, { width, height });
  const drawing = /** @type {CanvasRenderingContext2D} */ (grabbed.getContext("2d", { willReadFrequently: true }));
  drawing.drawImage(video, 0, 0, width, height);
  send({ kind: "camera-frame", width, height, bytes: drawing.getImageData(0, 0, width, height).data.buffer });
  overdue = setTimeout(grab, PATIENCE);
}

/** What the camera sees, at its own size, becomes the photo. */
async function takeSnapshot() {
  if (!stream) return;
  const whole = document.createElement("canvas");
  whole.width = video.videoWidth;
  whole.height = video.videoHeight;
  whole.getContext("2d")?.drawImage(video, 0, 0);
  leave();
  /** @type {Blob | null} */
  const picture = await new Promise((resolve) => whole.toBlob(resolve));
  if (picture) send(contentEvent(new File([picture], say("camera-file"), { type: picture.type })));
}

async function endRecording() {
  const film = await recording.end();
  record.setAttribute("aria-pressed", "false");
  if (film) saveFile(`${say("camera-film")}${film.suffix}`, film.data);
}
