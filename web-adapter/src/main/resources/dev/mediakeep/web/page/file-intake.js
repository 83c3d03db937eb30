/** Files that people drop anywhere on the page or paste into it. */

/**
 * How long after the last `dragover`, which is sent at least every 350 ms, a drag counts as gone.
 * Counting `dragenter` against `dragleave` goes wrong across shadow roots.
 */
const DRAG_ENDS_MS = 500;

/**
 * Listens until the signal aborts.
 *
 * @param {object} listener
 * @param {(files: File[]) => void} listener.onFiles
 * @param {(over: boolean) => void} listener.onDrag whether files hover over the page
 * @param {AbortSignal} signal
 */
export function takeInFiles({ onFiles, onDrag }, signal) {
  let timer = 0;
  const hover = (/** @type {boolean} */ over) => {
    clearTimeout(timer);
    onDrag(over);
  };
  const on = (/** @type {string} */ type, /** @type {(event: any) => void} */ handler) =>
    window.addEventListener(type, handler, { signal });
  on('dragover', (event) => {
    if (event.dataTransfer.types.includes('Files')) {
      event.preventDefault();
      hover(true);
      timer = setTimeout(() => hover(false), DRAG_ENDS_MS);
    }
  });
  on('drop', async (event) => {
    if (event.dataTransfer.types.includes('Files')) {
      event.preventDefault();
      hover(false);
      const files = [...event.dataTransfer.files];
      onFiles(await filesIn(event.dataTransfer).catch(() => files));
    }
  });
  on('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length > 0) {
      event.preventDefault();
      onFiles(files);
    }
  });
}

/**
 * The files of a drop, those in folders included.
 *
 * @param {DataTransfer} transfer
 * @returns {Promise<File[]>}
 */
async function filesIn(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  if (entries.every((entry) => entry === null)) {
    return [...transfer.files];
  }
  return (await Promise.all(entries.map(filesUnder))).flat();
}

/**
 * @param {any} entry a FileSystemEntry
 * @returns {Promise<File[]>}
 */
async function filesUnder(entry) {
  if (!entry) {
    return [];
  }
  if (entry.isFile) {
    return [await new Promise((resolve, reject) => entry.file(resolve, reject))];
  }
  const reader = entry.createReader();
  const files = [];
  for (let slice = await read(reader); slice.length > 0; slice = await read(reader)) {
    files.push(...(await Promise.all(slice.map(filesUnder))));
  }
  return files.flat();
}

/**
 * @param {any} reader a FileSystemDirectoryReader, which answers a slice at a time
 * @returns {Promise<any[]>}
 */
const read = (reader) => new Promise((resolve, reject) => reader.readEntries(resolve, reject));
