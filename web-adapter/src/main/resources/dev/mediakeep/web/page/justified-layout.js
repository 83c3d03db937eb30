/**
 * Rows of boxes that keep their aspect ratios and fill the width. Everything is known before an
 * image has loaded, so that nothing moves when it does.
 */

/**
 * @typedef {object} Box
 * @property {number} left
 * @property {number} top
 * @property {number} width
 * @property {number} height
 */

/** Wider and narrower ones are cropped to these. */
const ASPECT_MIN = 0.5;
const ASPECT_MAX = 2.6;

/**
 * Puts boxes into rows about as high as wished; only the last row may stay short of the width.
 *
 * @param {number[]} aspects width divided by height, of each box
 * @param {{width: number, rowHeight: number, gap: number}} wish
 * @returns {{boxes: Box[], height: number}}
 */
export function justify(aspects, { width, rowHeight, gap }) {
  /** @type {Box[]} */
  const boxes = [];
  let top = 0;
  let start = 0;
  let sum = 0;
  const close = (/** @type {number} */ end, /** @type {number} */ height) => {
    let left = 0;
    for (let i = start; i < end; i++) {
      const boxWidth = clamp(aspects[i]) * height;
      boxes.push({ left, top, width: boxWidth, height });
      left += boxWidth + gap;
    }
    top += height + gap;
    start = end;
    sum = 0;
  };
  aspects.forEach((aspect, i) => {
    sum += clamp(aspect);
    const filled = (width - gap * (i - start)) / sum;
    if (filled <= rowHeight) {
      close(i + 1, filled);
    }
  });
  if (start < aspects.length) {
    close(aspects.length, Math.min(rowHeight * 1.15, (width - gap * (aspects.length - start - 1)) / sum));
  }
  return { boxes, height: Math.max(0, top - gap) };
}

/**
 * The boxes that a stretch of the page touches, as a half-open range of indices.
 *
 * @param {Box[]} boxes as {@link justify} returns them
 * @param {number} from
 * @param {number} to
 * @returns {[number, number]}
 */
export function boxesBetween(boxes, from, to) {
  return [
    firstIndex(boxes, (box) => box.top + box.height > from),
    firstIndex(boxes, (box) => box.top >= to),
  ];
}

/**
 * The box in the next row up or down whose middle is nearest; the box itself where there is none.
 *
 * @param {Box[]} boxes
 * @param {number} index
 * @param {1 | -1} direction
 */
export function neighbour(boxes, index, direction) {
  const { top, left, width } = boxes[index];
  let row = index;
  while (boxes[row]?.top === top) {
    row += direction;
  }
  const distance = (/** @type {number} */ i) =>
    Math.abs(boxes[i].left + boxes[i].width / 2 - left - width / 2);
  let best = row;
  for (let i = row; boxes[i] && boxes[i].top === boxes[row].top; i += direction) {
    best = distance(i) < distance(best) ? i : best;
  }
  return boxes[best] ? best : index;
}

/** @param {number} aspect */
function clamp(aspect) {
  return Math.min(ASPECT_MAX, Math.max(ASPECT_MIN, aspect || 1));
}

/**
 * @param {Box[]} boxes
 * @param {(box: Box) => boolean} reached false for all boxes up to some, true from there on
 */
function firstIndex(boxes, reached) {
  let low = 0;
  let high = boxes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (reached(boxes[middle])) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
