// The wording of onnxruntime's WebGL shaders where it costs much, as far as it is known here.

/** The sum of products that ends a convolution: one line of a texture against one of another. */
export const PRODUCT = lines(
  String.raw`for \(int i = 0; i < (\d+); \+\+i\) \{`,
  String.raw`vec2 im2colCoords = offsetToCoords\(im2colOffset, (\d+), (\d+)\);`,
  String.raw`vec2 kernelCoords = offsetToCoords\(kernelOffset, (\d+), (\d+)\);`,
  String.raw`value \+= dot\(texture\(Im2Col, im2colCoords\), texture\(K, kernelCoords\)\);`,
  String.raw`\+\+im2colOffset;`,
  String.raw`\+\+kernelOffset;`,
  String.raw`\}`,
);

/** The four values of a patch that make one texel. */
export const PATCH = /for\(int i=0; i < outputChannels; \+\+i\) (\{[^]*?\+\+p;\s*\})/;

/** The row of a kernel in a convolution by groups. */
export const KERNEL_ROW = lines(
  String.raw`for \(int wWidth = 0; wWidth < (\d+); wWidth\+\+\) \{`,
  String.raw`int xWidth = xRCCorner.y \+ wWidth \* (\d+);`,
  String.raw`if \(xWidth < 0 \|\| xWidth >= (\d+)\) \{`,
  String.raw`continue;`,
  String.raw`\}`,
  String.raw`float xVal = getX\(batch, input_channel, xWidth, xHeight\);`,
  String.raw`float wVal = getW\(output_channel, wInChannel, wWidth, wHeight\);`,
  String.raw`value \+= xVal\*wVal;`,
  String.raw`\}`,
);

/** How the value of a tensor with four axes is read: its number, and the size of its texture. */
export const READ = (/** @type {string} */ name) =>
  lines(
    String.raw`float get${name}\(int row, int col, int depth, int depth2\) \{`,
    String.raw`int index = row \* (\d+) \+ col \* (\d+) \+`,
    String.raw`depth2 \* (\d+) \+ depth;`,
    String.raw`vec2 uv = uvFromFlat\((\d+), (\d+), index\);`,
  );

/** All axes of a tensor that is enlarged, one after another. */
export const AXES = lines(
  String.raw`for \(int dim = 0; dim < (\d+); \+\+dim\) \{`,
  String.raw`d = output_index / output_pitches\[dim\];`,
  String.raw`m = output_index - d \* output_pitches\[dim\];`,
  String.raw`output_index = m;`,
  String.raw`if \(scales\[dim\] != 1 && d > 0\) \{`,
  String.raw`int d2 = d / scales\[dim\];`,
  String.raw`m = d - d2 \* scales\[dim\];`,
  String.raw`d = d2;`,
  String.raw`\}`,
  String.raw`input_index \+= input_pitches\[dim\] \* d;`,
  String.raw`\}`,
);

/** An axis of a tensor with a reflected edge, which is narrower than the axis is long. */
export const REFLECTED = lines(
  String.raw`if \(k < 0\) \{ k = -k; \}`,
  String.raw`\{`,
  String.raw`const int _2n_1 = (\d+);`,
  String.raw`k = int\( mod\( float\(k\), float\(_2n_1\) \) \) ;`,
  String.raw`if\(k >= \d+\) \{ k = _2n_1 - k; \}`,
  String.raw`\}`,
);

/** @param {string[]} patterns of lines, whatever stands between them as white space */
function lines(...patterns) {
  return new RegExp(patterns.join(String.raw`\s*`));
}
