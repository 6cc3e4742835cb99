// What the studio worker and the inference worker say to each other over their MessageChannel.

/** The values of a tensor (row-major): of a picture Uint8Array, of vectors and features Float32Array. */
export type Values = Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>;

/** An input of a graph: its name with dimensions and values, or with the number of an output that is held. */
export type Feed = [name: string, dims: number[], data: Values] | [name: string, held: number];

/** `key` is the name of a graph's file, or what a graph that was sent with `open` is to be known by. */
export type InferenceRequest =
  | { op: "preload" }
  | { op: "load"; file: string }
  | { op: "fetch"; file: string }
  | { op: "open"; key: string; bytes: Uint8Array<ArrayBuffer> }
  | { op: "run"; key: string; feeds: Feed[] }
  | { op: "hold"; key: string; feeds: Feed[]; held: number }
  | { op: "drop"; held: number }
  | { op: "release"; key: string };

export type InferenceCall = InferenceRequest & { id: number };

/** An output as it is handed over. */
export interface Output {
  dims: readonly number[];
  data: Values;
}

/** An output that stays in the worker. */
export interface HeldOutput {
  dims: readonly number[];
  bytes: number;
}

/** What runs the networks. */
export interface About {
  backend: string;
  threads: number;
  version: string;
}
