// onnxruntime's WebGL shaders, with what costs most in them said more cheaply.
//
// They number the values of a tensor through, and turn each number into a place in a texture by dividing integers,
// for every value that a convolution reads. GPUs have no instruction for that, least of all those of phones, and write
// it out; software goes through it value by value. Here floats divide, exactly; a product steps through its textures
// with no division at all, and a convolution of single channels with one for each row of its kernel. Where a shader is
// worded otherwise than is known here, it stays as it is.

import { AXES, KERNEL_ROW, PATCH, PRODUCT, READ, REFLECTED } from "./webgl-patterns.mjs";

const PREAMBLE = "const vec2 halfCR = vec2(0.5, 0.5);";

const FUNCTIONS = `
    // inverse: a little less than 1 / b, so that what comes out first is right or too small by one
    int quotient(int a, int b, float inverse) {
      int q = int(float(a) * inverse);
      return q + int(a - q * b >= b);
    }
    vec2 placeOf(int number, int width, vec2 inverse) {
      int row = quotient(number, width, inverse.x);
      return (vec2(number - row * width, row) + halfCR) * inverse;
    }
    // middle: of a texel, its number and a half; that is never so near to the next row that rounding takes it there
    vec2 placeOf(float middle, float width, vec2 inverse) {
      float row = floor(middle * inverse.x);
      return vec2(middle - row * width, row + 0.5) * inverse;
    }
`;

const SHORT_OF_ONE = "0.9999995";

/** Up to so many texels half a texel is more than what floats of 24 bits can be wrong, even where a GPU divides badly. */
const TEXELS_FOR_FLOATS = 2 ** 21;

/** How many texels of a sum are written one after another, for which no loop has to be gone through. */
const AT_ONCE = 4;

/**
 * Have contexts compile cheaper shaders from now on.
 * @param {Pick<WebGL2RenderingContext, "shaderSource">} contexts what they inherit from
 */
export function compileCheaper(contexts) {
  const given = contexts.shaderSource;
  contexts.shaderSource = function (shader, source) {
    given.call(this, shader, cheaper(source));
  };
}

/**
 * @param {string} source a shader of onnxruntime's
 * @returns {string} one that computes the same
 */
export function cheaper(source) {
  if (!source.includes(PREAMBLE)) return source;
  return source
    .replace(PREAMBLE, PREAMBLE + FUNCTIONS)
    .replace(/(?<!uniform )\bint (\w+)\[([234])\]/g, "ivec$2 $1")
    .replace(/\bint\[([234])\] (\w+)/g, "ivec$1 $2")
    .replace(PRODUCT, (_, count, ...sizes) => product(count, sizes))
    .replace(KERNEL_ROW, (row, ...sizes) => kernelRow(source, sizes) ?? row)
    .replace(/offsetToCoords\((\w+|\w+\[\d\]), (\d+), (\d+)\)/g, (_, number, ...size) => place(number, size))
    .replace(/uvFromFlat\((\d+), (\d+), (\w+)\)/g, (_, width, height, number) => place(number, [width, height]))
    .replace(/\b(offset|index) \/ (\d+)\b/g, (_, number, by) => part(number, Number(by)))
    // what is broadcast has a size of one, and what is not has the size of the result
    .replace(/int\( mod\(float\(bcastedIndices\[\d\]\), 1\.0\) \)/g, "0")
    .replace(/int\( mod\(float\((bcastedIndices\[\d\])\), \d+\.0\) \)/g, "$1")
    .replace(PATCH, (_, body) => patch(source, body))
    .replace(AXES, (_, count) => range(Number(count)).map(enlargedAxis).join(""))
    .replaceAll(new RegExp(REFLECTED, "g"), "k = abs(k); k = min(k, $1 - k);");
}

/**
 * @param {string} number
 * @param {number} by
 */
function part(number, by) {
  const bits = Math.log2(by);
  return Number.isInteger(bits) ? `(${number} >> ${bits})` : quotient(number, `${by}`);
}

/**
 * @param {string} number
 * @param {string} by
 */
function quotient(number, by) {
  return `quotient(${number}, ${by}, ${SHORT_OF_ONE} / float(${by}))`;
}

/**
 * @param {string} number
 * @param {string[]} size of the texture
 */
function place(number, [width = "", height = ""]) {
  return Number(width) * Number(height) <= TEXELS_FOR_FLOATS
    ? `placeOf(float(${number}) + 0.5, float(${width}), 1.0 / vec2(${width}, ${height}))`
    : `placeOf(${number}, ${width}, ${SHORT_OF_ONE} / vec2(${width}, ${height}))`;
}

/**
 * @param {string} source
 * @param {string} body of the loop
 */
function patch(source, body) {
  const [height, width] = ["KH", "KW"].map((name) => Number(new RegExp(`const int ${name} = (\\d+);`).exec(source)?.[1]));
  const divided = body
    .replace("p / KHKW", part("p", height * width))
    .replace("(p - patchC*KHKW) / KW", part("(p - patchC*KHKW)", width));
  return ["x", "y", "z", "w"].map((channel) => divided.replace("value[i]", `value.${channel}`)).join("\n");
}

/**
 * @param {string} count how many texels are multiplied
 * @param {string[]} sizes width and height of both textures
 */
function product(count, [width = "", height = "", kernelWidth = "", kernelHeight = ""]) {
  const patch = walk("patchAt", "im2colOffset", count, width, height);
  const kernel = walk("kernelAt", "kernelOffset", count, kernelWidth, kernelHeight);
  const texel = (/** @type {number} */ ahead) => `
    value += dot(texture(Im2Col, ${patch.place(ahead)}), texture(K, ${kernel.place(ahead)}));
    ${patch.step}
    ${kernel.step}`;
  const rest = Number(count) % AT_ONCE;
  return `
  ${patch.begin}
  ${kernel.begin}
  int i = 0;
  for (; i < ${Number(count) - rest}; i += ${AT_ONCE}) {${range(AT_ONCE).map(texel).join("")}
  }${range(rest).map(texel).join("")}`;
}

/** @param {number} length */
function range(length) {
  return Array.from({ length }, (_, i) => i);
}

/**
 * Say how to go from texel to texel of a texture. Where its lines are as long as the sum, each sum has one of its own.
 * @param {string} name of a variable
 * @param {string} first the number of the first texel
 * @param {string} count
 * @param {string} width
 * @param {string} height
 */
function walk(name, first, count, width, height) {
  if (width === count) {
    return {
      begin: `float ${name} = (float(${first}) * (1.0 / float(${width})) + 0.5) * (1.0 / float(${height}));`,
      place: (/** @type {number} */ ahead) => `vec2((float(i) + ${ahead}.5) * (1.0 / float(${width})), ${name})`,
      step: "",
    };
  }
  return {
    begin: `ivec2 ${name} = ivec2(0, ${quotient(first, width)}); ${name}.x = ${first} - ${name}.y * ${width};`,
    place: () => `(vec2(${name}) + halfCR) * (1.0 / vec2(${width}, ${height}))`,
    step: `if (++${name}.x == ${width}) ${name} = ivec2(0, ${name}.y + 1);`,
  };
}

/**
 * @param {string} source
 * @param {string[]} sizes of the kernel, its dilation and the width of the tensor
 * @returns {string | undefined} nothing where tensors are not read as is known here
 */
function kernelRow(source, [columns = "", dilation, width = ""]) {
  const x = READ("X").exec(source);
  const w = READ("W").exec(source);
  if (!x || !w) return undefined;
  const pixels = along("xRow", width, x.slice(4));
  const weights = along("wRow", columns, w.slice(4));
  const column = (/** @type {number} */ at) => {
    const ahead = at * Number(dilation);
    return `
        product = texture(X, ${pixels(`xFirst + ${ahead}`)}).r * texture(W, ${weights(`${at}`)}).r;
        value += mix(0.0, product, xFirst >= ${-ahead} && xFirst < ${Number(width) - ahead});`;
  };
  return `
        int xFirst = xRCCorner.y;
        int xRow = batch * ${x[1]} + input_channel * ${x[2]} + xHeight * ${x[3]};
        int wRow = output_channel * ${w[1]} + wInChannel * ${w[2]} + wHeight * ${w[3]};
        vec2 xRowPlace = ${place("xRow", x.slice(4))};
        vec2 wRowPlace = ${place("wRow", w.slice(4))};
        float product;${range(Number(columns)).map(column).join("")}`;
}

/**
 * Say where the values of a tensor's row are. Where lines of the texture are so many whole rows, they are all in one.
 * @param {string} row the number of its first value, and where that is, with Place
 * @param {string} length
 * @param {string[]} size of the texture
 * @returns {(at: string) => string}
 */
function along(row, length, [width = "", height = ""]) {
  return Number(width) % Number(length) === 0
    ? (at) => `vec2(${row}Place.x + float(${at}) * (1.0 / float(${width})), ${row}Place.y)`
    : (at) => place(`${row} + ${at}`, [width, height]);
}

/** @param {number} axis */
function enlargedAxis(axis) {
  const [pitch, scale] = [`output_pitches[${axis}]`, `scales[${axis}]`];
  return `
      d = ${quotient("output_index", pitch)};
      output_index -= d * ${pitch};
      input_index += input_pitches[${axis}] * ${quotient("d", scale)};`;
}
