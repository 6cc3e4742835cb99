/** The mask and the strokes of the brush, drawn as near to what Python makes of them as a canvas can. */

/** @import {Stroke} from "../python/messages.d.ts" */

/**
 * Draw a mask in the colour of its canvas.
 * @param {CanvasRenderingContext2D} drawing of an empty canvas
 * @param {HTMLCanvasElement | null} known the mask as Python drew it last, if there is one
 * @param {Stroke[]} strokes that Python has not drawn yet, oldest first
 */
export function drawMask(drawing, known, strokes) {
  const { canvas } = drawing;
  if (known) drawing.drawImage(known, 0, 0);
  else if (strokes[0]?.erases) drawing.fillRect(0, 0, canvas.width, canvas.height);
  for (const stroke of strokes) drawStroke(drawing, stroke);
  drawing.globalCompositeOperation = "source-in";
  drawing.fillStyle = getComputedStyle(canvas).color;
  drawing.fillRect(0, 0, canvas.width, canvas.height);
}

/**
 * @param {CanvasRenderingContext2D} drawing
 * @param {Stroke} stroke
 */
function drawStroke(drawing, { points, size, erases }) {
  const { width, height } = drawing.canvas;
  drawing.globalCompositeOperation = erases ? "destination-out" : "source-over";
  drawing.lineCap = "round";
  let [x = 0, y = 0] = points;
  for (let next = 0; next < points.length; next += 3) {
    const [toX = 0, toY = 0, pressure = 1] = points.slice(next, next + 3);
    drawing.lineWidth = size * Math.max(width, height) * pressure;
    drawing.beginPath();
    drawing.moveTo(x * width, y * height);
    drawing.lineTo(toX * width, toY * height);
    drawing.stroke();
    [x, y] = [toX, toY];
  }
}
