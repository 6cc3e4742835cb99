/**
 * A slider of which only what most people use is in sight, with all the room there is, until the rest is wanted.
 *
 * Its values stay what they mean, from its least to its most: it is longer than the window that it is seen through.
 */

/** @param {HTMLElement} scale with `data-usual`, up to where the slider is in sight at first */
export function watchScale(scale) {
  const slider = /** @type {HTMLInputElement} */ (scale.querySelector("input"));
  const further = /** @type {HTMLButtonElement} */ (scale.querySelector("button"));
  const [low, high, usual] = [Number(slider.min), Number(slider.max), Number(scale.dataset.usual)];
  let [wanted, held] = [false, false];

  const show = () => {
    wanted ||= slider.valueAsNumber > usual;
    further.setAttribute("aria-pressed", String(wanted));
    scale.style.setProperty("--shown", String(wanted ? 1 : (usual - low) / (high - low)));
  };
  slider.addEventListener("pointerdown", () => {
    held = true;
  });
  for (const ended of /** @type {const} */ (["pointerup", "pointercancel", "change"])) {
    slider.addEventListener(ended, () => {
      held = false;
    });
  }
  // A knob that is drawn past the window's edge stays there, as at the end of any slider. Keys go on.
  const stop = () => {
    if (held && !wanted && slider.valueAsNumber > usual) slider.valueAsNumber = usual;
  };
  scale.addEventListener("input", stop, { capture: true });
  scale.addEventListener("change", stop, { capture: true });
  slider.addEventListener("change", show);
  slider.addEventListener("set", show);
  further.addEventListener("click", () => {
    wanted = !wanted;
    if (!wanted && slider.valueAsNumber > usual) {
      slider.valueAsNumber = usual;
      for (const type of ["input", "change"]) slider.dispatchEvent(new Event(type, { bubbles: true }));
    }
    show();
  });
  show();
}
