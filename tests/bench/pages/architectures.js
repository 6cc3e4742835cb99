// The demo's networks, written in TensorFlow.js operation by operation as its graph models have them.
// Weights are random where they are not given: time does not depend on them.

/** A network's weights in the order in which it asks for them: cut from `values`, or made up on the first pass. */
class Weights {
  #values;
  #tensors = [];
  #next = 0;
  #offset = 0;

  /** @param {Float32Array} [values] */
  constructor(values) {
    this.#values = values;
  }

  rewound() {
    this.#next = 0;
    return this;
  }

  take(shape) {
    const index = this.#next++;
    this.#tensors[index] ??= tf.keep(this.#made(shape));
    return this.#tensors[index];
  }

  #made(shape) {
    const count = shape.reduce((product, side) => product * side, 1);
    if (!this.#values) return tf.randomNormal(shape, 0, 1 / Math.sqrt(count / shape.at(-1)));
    const from = this.#offset;
    this.#offset += count;
    return tf.tensor(this.#values.subarray(from, from + count), shape);
  }
}

/** The demo's own separable transformer, from its graph model. */
function separableOfDemo(model, content, bottleneck) {
  const [first, second] = model.inputs;
  const [picture, vector] = first.shape?.[3] === 3 ? [first, second] : [second, first];
  return model.execute({ [picture.name]: content, [vector.name]: bottleneck });
}

/** Transformer of Ghiasi et al. as the demo has it; zero padding, 32-64-128 channels. Returns [1, H, W, 3]. */
function transformer(weights, content, bottleneck, { separable }) {
  const convolve = (x, size, to, stride = 1) => {
    const edge = Math.floor(size / 2);
    const padded = tf.pad(x, [[0, 0], [edge, edge], [edge, edge], [0, 0]]);
    return tf.conv2d(padded, weights.take([size, size, x.shape[3], to]), stride, "valid");
  };
  const convolveInTwo = (x, size, to) => {
    const edge = Math.floor(size / 2);
    const padded = tf.pad(x, [[0, 0], [edge, edge], [edge, edge], [0, 0]]);
    const each = tf.depthwiseConv2d(padded, weights.take([size, size, x.shape[3], 1]), 1, "valid");
    return tf.conv2d(each, weights.take([1, 1, x.shape[3], to]), 1, "valid");
  };
  const contract = (x, size, to, stride) => {
    const [mean, offset, scale] = [0, 1, 2].map(() => weights.take([to]));
    return tf.relu(tf.batchNorm(convolve(x, size, to, stride), mean, tf.ones([to]), offset, scale, 1e-3));
  };
  const parameter = (channels) => {
    const line = tf.conv2d(bottleneck, weights.take([1, 1, 100, channels]), 1, "same");
    return tf.add(line, weights.take([channels])).reshape([1, 1, 1, channels]);
  };
  const styled = (x, size, to) => {
    const y = separable ? convolveInTwo(x, size, to) : convolve(x, size, to);
    const mean = tf.mean(y, [1, 2], true);
    const variance = tf.mean(tf.squaredDifference(y, mean), [1, 2], true);
    const factor = tf.mul(tf.rsqrt(tf.add(variance, 1e-5)), parameter(to));
    return tf.add(tf.mul(y, factor), tf.sub(parameter(to), tf.mul(mean, factor)));
  };
  const doubled = (x) => tf.image.resizeNearestNeighbor(x, [2 * x.shape[1], 2 * x.shape[2]]);

  let x = contract(content, 9, 32, 1);
  x = contract(x, 3, 64, 2);
  x = contract(x, 3, 128, 2);
  for (let block = 0; block < 5; block++) {
    x = tf.add(x, styled(tf.relu(styled(x, 3, 128)), 3, 128));
  }
  x = tf.relu(styled(doubled(x), 3, 64));
  x = tf.relu(styled(doubled(x), 3, 32));
  x = tf.image.resizeNearestNeighbor(x, [x.shape[1], x.shape[2]]); // the demo's graph has this step too
  return tf.sigmoid(styled(x, 9, 3));
}

/** MobileNet-v2 with 100 linear outputs, batch normalisation folded into the convolutions. Returns [1, 1, 1, 100]. */
function mobileNet(weights, picture) {
  const fused = (x, size, to, strides, activation) =>
    tf.fused.conv2d({
      x, strides, activation, pad: "same",
      filter: weights.take([size, size, x.shape[3], to]),
      bias: weights.take([to]),
    });
  const depthwise = (x, strides) =>
    tf.fused.depthwiseConv2d({
      x, strides, pad: "same", activation: "relu6",
      filter: weights.take([3, 3, x.shape[3], 1]),
      bias: weights.take([x.shape[3]]),
    });
  const block = (x, expansion, to, stride) => {
    const wide = expansion === 1 ? x : fused(x, 1, x.shape[3] * expansion, 1, "relu6");
    const narrow = fused(depthwise(wide, stride), 1, to, 1, "linear");
    return stride === 1 && x.shape[3] === to ? tf.add(x, narrow) : narrow;
  };
  const stages = [[1, 16, 1, 1], [6, 24, 2, 2], [6, 32, 3, 2], [6, 64, 4, 2], [6, 96, 3, 1], [6, 160, 3, 2], [6, 320, 1, 1]];
  let x = fused(picture, 3, 32, 2, "relu6");
  for (const [expansion, to, blocks, stride] of stages) {
    for (let i = 0; i < blocks; i++) x = block(x, expansion, to, i === 0 ? stride : 1);
  }
  x = tf.mean(fused(x, 1, 1280, 1, "relu6"), [1, 2], true);
  return fused(x, 1, 100, 1, "linear");
}
