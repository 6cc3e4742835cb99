/**
 * The arithmetic of looking closer: where a picture lies in the room that it has. Lengths are px of CSS; points are
 * counted from the middle of the room, to the right and down.
 *
 * @typedef {{x: number, y: number}} Point
 * @typedef {{width: number, height: number}} Size
 * @typedef {{room: Size, picture: Size}} Box `picture` is as large as it lies in the room where all of it is seen
 * @typedef {{scale: number, x: number, y: number}} Look how much larger than that it is, and where its middle lies
 */

/** All of the picture, in the middle. @type {Readonly<Look>} */
export const ALL = Object.freeze({ scale: 1, x: 0, y: 0 });

const LARGEST = 8; // times: as close as anybody has to go, unless the picture has more pixels than that shows
const CLOSER = 2; // times, of a double tap

/**
 * A picture as it lies in a room where all of it is seen.
 * @param {Size} room
 * @param {number} ratio width / height of the picture
 * @returns {Box}
 */
export function fitted(room, ratio) {
  const width = Math.min(room.width, room.height * ratio);
  return { room, picture: { width, height: width / ratio } };
}

/**
 * The nearest look at which the picture leaves no room empty that it could fill, and lies in the middle of the rest.
 * @param {Look} look
 * @param {Box} box
 * @returns {Look}
 */
export function within({ scale, x, y }, { room, picture }) {
  return {
    scale,
    x: limited(x, (picture.width * scale - room.width) / 2),
    y: limited(y, (picture.height * scale - room.height) / 2),
  };
}

/**
 * Another scale, with the same spot of the picture under a point.
 * @param {Look} look
 * @param {number} scale
 * @param {Point} point
 * @param {Box} box
 * @returns {Look}
 */
export function zoomed(look, scale, point, box) {
  return carried(look, scale, point, point, box);
}

/**
 * What two fingers have done: the spots of the picture that were under them are under them again, but for a turn.
 * @param {Look} look
 * @param {readonly [Point, Point]} from
 * @param {readonly [Point, Point]} to
 * @param {Box} box
 * @param {number} largest
 * @returns {Look}
 */
export function pinched(look, from, to, box, largest) {
  const wanted = (look.scale * apart(to)) / Math.max(apart(from), 1);
  return carried(look, clamped(wanted, Math.min(look.scale, 1), largest), middle(from), middle(to), box);
}

/**
 * The scale at which a pixel of the picture is one of the screen.
 * @param {Box} box
 * @param {number} pixels how many the picture is wide
 * @param {number} density pixels of the screen in a px
 */
export function real({ picture }, pixels, density) {
  return pixels / density / picture.width;
}

/**
 * The scale at which the picture fills the room, with parts of it outside unless both have one shape.
 * @param {Box} box
 */
export function filling({ room, picture }) {
  return Math.max(room.width / picture.width, room.height / picture.height);
}

/**
 * The largest scale: of what has many pixels one can see each, and what is long and narrow fills more than the room.
 * @param {Box} box
 * @param {number} realScale
 */
export function largest(box, realScale) {
  return Math.max(LARGEST, 4 * realScale, 2 * filling(box));
}

/**
 * The scale of a double tap: twice as large, or so large that a panorama fills the room.
 * @param {Box} box
 */
export function closer(box) {
  return Math.max(CLOSER, filling(box));
}

/**
 * The look moved by less than a pixel of the screen, so that the picture begins at the edge of one.
 * @param {Look} look
 * @param {Box} box
 * @param {Point} corner of the room at left and top, from that of the window
 * @param {number} density
 * @returns {Look}
 */
export function aligned({ scale, x, y }, { room, picture }, corner, density) {
  const left = corner.x + room.width / 2 + x - (picture.width * scale) / 2;
  const top = corner.y + room.height / 2 + y - (picture.height * scale) / 2;
  return {
    scale,
    x: x + Math.round(left * density) / density - left,
    y: y + Math.round(top * density) / density - top,
  };
}

/**
 * @param {Look} look
 * @param {number} scale
 * @param {Point} from where a spot of the picture is
 * @param {Point} to where it is to be
 * @param {Box} box
 */
function carried({ scale: before, x, y }, scale, from, to, box) {
  const times = scale / before;
  return within({ scale, x: to.x - (from.x - x) * times, y: to.y - (from.y - y) * times }, box);
}

/** @param {readonly [Point, Point]} points */
function apart([first, second]) {
  return Math.hypot(first.x - second.x, first.y - second.y);
}

/** @param {readonly [Point, Point]} points */
function middle([first, second]) {
  return { x: (first.x + second.x) / 2, y: (first.y + second.y) / 2 };
}

/**
 * @param {number} value
 * @param {number} most away from 0; 0 if it is less
 */
function limited(value, most) {
  return most > 0 ? clamped(value, -most, most) : 0;
}

/**
 * @param {number} value
 * @param {number} low
 * @param {number} high
 */
function clamped(value, low, high) {
  return Math.min(Math.max(value, low), high);
}
