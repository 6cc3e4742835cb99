/** The line under the picture. */

/** @import {ChosenStyle, View} from "../python/messages.d.ts" */

import { namesOf } from "./blend.mjs";
import { html, setText } from "./elements.mjs";
import { setIsolated } from "./isolate.mjs";

/**
 * What is on the easel, and how large; where there is little room, what it is gives way.
 * @param {View} view
 * @param {ChosenStyle[]} chosen
 */
export function showCaption({ content, result }, chosen) {
  let [what, facts] = ["", ""];
  if (content && result) {
    const { width, height, seconds, stale } = result;
    const { name } = content;
    what = stale ? say("caption-before", { name }) : say("caption-painted", { name, styles: namesOf(chosen) });
    facts = say("caption-facts", { width, height, seconds });
  } else if (content) {
    const { name, width, height } = content;
    [what, facts] = [name, say("caption-size", { width, height })];
  }
  setIsolated(html("caption-what"), what, [content?.name ?? "", ...chosen.map(({ name }) => name)]);
  setText("caption-facts", facts);
}
