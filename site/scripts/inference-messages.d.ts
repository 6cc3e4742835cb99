// What the studio worker and the inference worker say to each other over their MessageChannel.

/** The values of a tensor (row-major): of a picture Uint8Array, of vectors and features Float32Array. */
export type Values = Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>;

/** An input of a graph: its name, dimensions and values. */
export type Feed = [name: string, dims: number[], data: Values];

export type InferenceRequest =
  | { op: "load"; file: string }
  | { op: "run"; file: string; feeds: Feed[] }
  | { op: "release"; file: string };

export type InferenceCall = InferenceRequest & { id: number };

/** What runs the networks. */
export interface About {
  backend: string;
  threads: number;
  version: string;
}
