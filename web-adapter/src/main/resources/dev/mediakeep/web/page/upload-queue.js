import { uploadMedia } from './api.js';

/** @typedef {import('./api.js').MediaItem} MediaItem */
/** @typedef {import('./api.js').Problem} Problem */

const PARALLEL = 3;

/**
 * A file on its way to the server.
 *
 * @typedef {object} Upload
 * @property {number} id
 * @property {File} file
 * @property {'waiting' | 'sending' | 'storing' | 'done' | 'existed' | 'refused'} state `storing`
 *     when all is sent and the server has yet to acknowledge it
 * @property {number} sentBytes
 * @property {Problem} [problem]
 * @property {AbortController} abort
 */

/**
 * Files that wait for, or are on, their way to the server, a few at a time. Dispatches `change`
 * after each change, and `added` with the item as its detail when the server has acknowledged one.
 */
export class UploadQueue extends EventTarget {
  /** @type {Upload[]} */
  uploads = [];
  #lastId = 0;

  /**
   * Sends more files; forgets those that have arrived when nothing else is under way.
   *
   * @param {Iterable<File>} files
   */
  add(files) {
    this.uploads = this.busy ? this.uploads : this.uploads.filter(isRefused);
    for (const file of files) {
      const id = ++this.#lastId;
      this.uploads.push({ id, file, state: 'waiting', sentBytes: 0, abort: new AbortController() });
    }
    this.#advance();
  }

  /** Whether something would be lost if the page were closed. */
  get busy() {
    return this.uploads.some(isOpen);
  }

  /**
   * Takes an upload out of the queue, and breaks it off when it is under way.
   *
   * @param {Upload} upload
   */
  cancel(upload) {
    upload.abort.abort();
    this.uploads = this.uploads.filter((other) => other !== upload);
    this.#advance();
  }

  /** Breaks off and forgets everything. */
  clear() {
    this.uploads.splice(0).forEach((upload) => upload.abort.abort());
    this.#advance();
  }

  /** @param {Upload} upload */
  retry(upload) {
    Object.assign(upload, { state: 'waiting', sentBytes: 0, problem: undefined });
    this.#advance();
  }

  /** Retries all that were refused. */
  retryAll() {
    this.uploads.filter(isRefused).forEach((each) => this.retry(each));
  }

  #advance() {
    const running = this.uploads.filter(isRunning).length;
    const waiting = this.uploads.filter((upload) => upload.state === 'waiting');
    waiting.slice(0, Math.max(0, PARALLEL - running)).forEach((upload) => void this.#send(upload));
    this.#changed();
  }

  /** @param {Upload} upload */
  async #send(upload) {
    upload.state = 'sending';
    try {
      const progress = (/** @type {number} */ sent) => this.#progress(upload, sent);
      const { item, existed } = await uploadMedia(upload.file, progress, upload.abort.signal);
      upload.state = existed ? 'existed' : 'done';
      this.dispatchEvent(new CustomEvent('added', { detail: item }));
    } catch (problem) {
      upload.state = 'refused';
      upload.problem = /** @type {Problem} */ (problem);
    }
    this.#advance();
  }

  /**
   * @param {Upload} upload
   * @param {number} sentBytes
   */
  #progress(upload, sentBytes) {
    upload.sentBytes = sentBytes;
    upload.state = sentBytes < upload.file.size ? 'sending' : 'storing';
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/** @param {Upload} upload */
export const isRunning = ({ state }) => state === 'sending' || state === 'storing';

/** @param {Upload} upload */
export const isOpen = (upload) => upload.state === 'waiting' || isRunning(upload);

/** @param {Upload} upload */
export const isRefused = ({ state }) => state === 'refused';
