// What the studio worker and the inference worker say to each other over their MessageChannel.

/** An input of a graph: its name, dimensions and values (row-major). */
export type Feed = [name: string, dims: number[], data: Float32Array<ArrayBuffer>];

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
