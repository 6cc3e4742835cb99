/** What is said to people, as workers hand it to the page and to Python, which have the words. */

export type Parameter = string | number | Text | Parameter[];

/** A key of the catalogue of words, and the parameters that its words name; `Text` of impasto.words in JavaScript. */
export interface Text {
  key: string;
  parameters?: Record<string, Parameter>;
}
