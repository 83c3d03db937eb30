/** How sizes, durations, times and media items are put into words. */

/** @typedef {import('./api.js').MediaItem} MediaItem */

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'];
const TIME = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/**
 * A size in decimal units, three digits at most: `220 kB`, `1.4 MB`.
 *
 * @param {number} bytes
 */
export function formatBytes(bytes) {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value.toFixed(unit > 0 && value < 9.95 ? 1 : 0)} ${UNITS[unit]}`;
}

/**
 * A playing time as a player shows it: `0:08`, `1:02:03`.
 *
 * @param {number} ms
 */
export function formatDuration(ms) {
  const seconds = Math.round(ms / 1000);
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `${minutes}:${two(seconds % 60)}`;
}

/**
 * A point in time, in the reader's own zone and manner.
 *
 * @param {string} iso
 */
export function formatTime(iso) {
  return TIME.format(new Date(iso));
}

/**
 * What an item is called to somebody who does not see it.
 *
 * @param {MediaItem} item
 */
export function describe(item) {
  const kind = item.kind === 'video' ? 'Video' : 'Image';
  const length = item.durationMs === undefined ? '' : `, ${formatDuration(item.durationMs)} long`;
  const what = item.prompt ? shorten(item.prompt, 120) : `${item.width} × ${item.height}`;
  return `${kind}${length}: ${what}${item.starred ? ', starred' : ''}`;
}

/**
 * A text's beginning, on one line.
 *
 * @param {string} text
 * @param {number} most
 */
export function shorten(text, most) {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, most - 1).trimEnd()}…`;
}

/**
 * A message of the API, which has neither capital nor full stop, as a sentence.
 *
 * @param {string} text
 */
export function sentence(text) {
  return text && text[0].toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? '' : '.');
}
